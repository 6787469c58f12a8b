"""Lines worth repeating, for coaches and sellers."""
