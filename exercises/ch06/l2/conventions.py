import numpy as np

# ½ left out of the penalty goes with a gradient of 2λW; each alone is a mistake
VARIANTS = {
    "without_half": {
        "l2_penalty": lambda W, lam: float(lam * (W**2).sum()),
        "l2_gradient": lambda W, lam: np.asarray(2 * lam * W),
    }
}
