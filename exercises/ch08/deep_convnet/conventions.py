from ....reference.convnets import DeepConvNet
from .forms import InvertedNet, probabilities

VARIANTS = {
    "inverted": InvertedNet,
    "probabilities": probabilities(DeepConvNet),
    "inverted+probabilities": probabilities(InvertedNet),
}
