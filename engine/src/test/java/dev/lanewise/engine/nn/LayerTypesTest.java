package dev.lanewise.engine.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LayerTypesTest {
    private static final LayerTypes CORE = LayerTypes.core();

    @Test
    void oneMoreTypeChangesNoOthers() {
        LayerTypes more = CORE.with("ramp", from -> Activation.RELU);
        assertEquals(Activation.RELU, more.layer("ramp", LayerAttributes.none()));
        assertEquals(Activation.TANH, more.layer("tanh", LayerAttributes.none()));
        assertFalse(CORE.names().contains("ramp"));
        assertThrows(IllegalArgumentException.class,
                () -> CORE.layer("ramp", LayerAttributes.none()));
    }

    @Test
    void aNameIsNotTakenTwice() {
        assertEquals(
                "The name of a layer type must be new; you gave \"dense\", which is one already.",
                assertThrows(IllegalArgumentException.class,
                        () -> CORE.with("dense", from -> Activation.RELU)).getMessage());
    }
}
