//! Ván đang chơi (live): one owner task per game keeps its state, writes its journal and tells phones, host and screens.
//! Nothing here may be acknowledged before it is durable, and nothing that matters may live only here.
mod command;
pub(crate) mod frames;
mod journal;
mod owner;
mod registry;
pub(crate) mod seal;
mod snapshot;
mod sockets;
pub(crate) mod token;

pub(crate) use command::{Act, Command, Joining, Place, Refused, Self_};
pub(crate) use registry::{Games, Handle, handle, start};
pub(crate) use snapshot::{Counts, Line, Snapshot, View};
