package dev.lanewise.engine.loss;

import dev.lanewise.engine.backend.TileLoss;
import dev.lanewise.engine.text.Attributes;
import org.jspecify.annotations.Nullable;

/** A program's own loss. Known by its name alone: files can't hold the function. */
final class Custom implements Loss {
    static final String TYPE = "Custom";
    private static final String NAME = "name";
    private final String name;
    private final @Nullable CustomLoss function;

    /**
     * A loss of that name.
     *
     * @param function what it is; null where only the name is known
     */
    Custom(String name, @Nullable CustomLoss function) {
        if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("The name of a loss must be a word of letters,"
                    + " digits and underscores; you gave \"" + name + "\".");
        }
        this.name = name;
        this.function = function;
    }

    static Custom of(Attributes attributes) {
        return new Custom(attributes.value(NAME), null);
    }

    @Override
    public Attributes attributes() {
        return Attributes.of(TYPE).with(NAME, name);
    }

    @Override
    public TileLoss tile(int outputs, int lanes, int values) {
        return new CustomTile(name, function, outputs, lanes, values == 0 ? outputs : values);
    }

    @Override
    public void requireFits(int outputs, int classes, int values) {
        if (function == null) {
            throw new IllegalArgumentException("The loss " + name + " must be given as a function,"
                    + " since files hold its name alone; use Loss.custom, and Model.withLoss for a"
                    + " model.");
        }
    }

    @Override
    public Loss evaluated() {
        return this;
    }

    @Override
    public boolean hasLogits() {
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Custom that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return attributes().toString();
    }
}
