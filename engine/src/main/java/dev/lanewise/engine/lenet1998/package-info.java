/**
 * What LeNet-5 of 1998 has beyond the layers and losses of today (LeCun, Bottou, Bengio, Haffner 1998): a
 * convolution by a table, trainable sub-sampling, radial basis functions, and the criterion with a
 * rubbish class. An ordinary user of {@code nn}, {@code plan} and {@code loss}, which don't know it: the
 * proof that they are open. Its optimizer is in {@code sdlm}.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.lenet1998;
