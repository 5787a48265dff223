# Eight township names that exist in GB18030 and not in GBK (administrative divisions of China,
# 2023), in the bytes that Python 3.11's codecs give.
# name      GB18030  UTF-16LE  UTF-16BE
湖㳇镇       	bafe8231d233d5f2  566ec73c4795  6e563cc79547
流波䃥镇      	c1f7b2a88232bd35d5f2  416de26ce5404795  6d416ce240e59547
麦㙦镇       	c2f38230ad38d5f2  a69e66364795  9ea636669547
㮾梨街道      	8231b739c0e6bdd6b5c0  be3ba86857885390  3bbe68a888579053
塘㙍镇       	ccc18230ab33d5f2  58584d364795  5858364d9547
䢺江镇       	82348838bdadd5f2  ba485f6c4795  48ba6c5f9547
桴㯊镇       	e8f58231b931d5f2  7468ca3b4795  68743bca9547
㵲水街道      	8231e333cbaebdd6b5c0  723d346c57885390  3d726c3488579053
# U+2000B, a character of plane 2: the surrogate pair D840 DC0B.
𠀋        95328337  40d80bdc  d840dc0b
