package dev.lanewise.mnist;

import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.testing.ClassInitialization;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No class does anything before it is asked. */
@Tag("behaviour")
@Tag("processes")
class ClassInitializationTest {
    @Test
    void isUnnoticed() {
        ClassInitialization.assertUnnoticed(Mnist.class, Model.class);
    }
}
