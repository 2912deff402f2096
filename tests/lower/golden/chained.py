a = 1 < b.c <= 3
a = b is c is not d in e
a = 1 < b() <= 3
