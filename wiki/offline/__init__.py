"""Reading, searching and writing without a connection: what a device keeps is on that device alone."""
