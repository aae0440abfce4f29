/** Says nothing of the Vector API. */
module example {
    requires dev.lanewise.mnist;
    requires dev.lanewise.onnx;

    exports example;
}
