make_tools() { :; }
