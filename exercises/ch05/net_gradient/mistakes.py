from ...checking.two_layer_mistakes import ACCURACY, INITIAL, mistakes

VARIANTS = mistakes("relu+scores", "sigmoid+scores", without=(*INITIAL, *ACCURACY))
