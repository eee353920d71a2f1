duties-conflict = Somebody else has just changed this duty. Look at the new state, then try again if needed.
