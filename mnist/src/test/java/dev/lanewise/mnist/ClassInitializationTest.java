package dev.lanewise.mnist;

import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.testing.ClassInitialization;
import dev.lanewise.mnist.images.MnistImages;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No class does anything before it is asked, with MNIST's images or without. */
@Tag("behaviour")
@Tag("processes")
class ClassInitializationTest {
    @Test
    void isUnnoticed() {
        ClassInitialization.assertUnnoticed(Mnist.class, Model.class);
        ClassInitialization.assertUnnoticed(MnistImages.class);
    }
}
