package dev.lanewise.engine.nn;

import java.util.List;

/** What the layers that join branches share. */
final class Branches {
    private Branches() {}

    /** The first of at least two inputs. */
    static Shape first(String name, List<Shape> inputs) {
        if (inputs.size() < 2) {
            throw new ShapeException(
                    "Layer " + name + " must have at least two inputs; it has one.");
        }
        return inputs.getFirst();
    }
}
