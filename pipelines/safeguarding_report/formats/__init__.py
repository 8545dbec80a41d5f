"""What partners and departments really send, read into tables; anything that is not understood is a finding."""
