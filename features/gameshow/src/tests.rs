//! Requests through the router on both databases, and whole games through the owner.
