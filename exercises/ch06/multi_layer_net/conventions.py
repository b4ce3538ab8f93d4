from ....reference.multi_layer_net import MultiLayerNet
from ...checking.deep_mistakes import gives_probabilities

VARIANTS = {"gives__softmax": gives_probabilities(MultiLayerNet)}
