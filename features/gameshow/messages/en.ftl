gameshow-nav = Gameshow
