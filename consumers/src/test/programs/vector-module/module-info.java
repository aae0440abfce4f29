/** Needs no flag. */
module example {
    requires dev.lanewise.mnist;
    requires dev.lanewise.onnx;
    requires jdk.incubator.vector;

    exports example;
}
