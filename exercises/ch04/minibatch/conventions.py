def without_replacement(n, batch_size, rng):
    return rng.choice(n, batch_size, replace=False)
