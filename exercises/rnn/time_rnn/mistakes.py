from ....reference.recurrent import TimeRNN
from ...checking.time_mistakes import time_mistakes

VARIANTS = time_mistakes(TimeRNN)
