/** Requires the images, too, which nothing else does. */
module example {
    requires dev.lanewise.mnist;
    requires dev.lanewise.mnist.images;
}
