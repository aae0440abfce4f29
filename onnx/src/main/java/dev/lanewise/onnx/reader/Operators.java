package dev.lanewise.onnx.reader;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The operators that are read, each with its limits: the table of the documentation. */
public final class Operators {
    private static final Map<String, Operator> ALL = all();

    private Operators() {}

    /** What makes layers of an operator. */
    interface Rule {
        /**
         * Adds an operator's layers.
         *
         * @param op the operator
         * @param draft what takes the layers
         * @return what the operator makes
         */
        Operand apply(Operation op, Draft draft);
    }

    /**
     * An operator that is read.
     *
     * @param name its name in ONNX
     * @param limits what is read of it, for the table
     * @param rule what makes its layers
     */
    record Operator(String name, String limits, Rule rule) {}

    private static Map<String, Operator> all() {
        List<Operator> all = new ArrayList<>();
        all.addAll(Convolutions.OPERATORS);
        all.addAll(Products.OPERATORS);
        all.addAll(Pools.OPERATORS);
        all.addAll(Norms.OPERATORS);
        all.addAll(Activations.OPERATORS);
        all.addAll(Arithmetic.OPERATORS);
        all.addAll(Shapes.OPERATORS);
        all.addAll(Resizing.OPERATORS);
        all.addAll(RadialBasis.OPERATORS);
        Map<String, Operator> byName = new TreeMap<>();
        all.forEach(operator -> byName.put(operator.name, operator));
        return Collections.unmodifiableMap(byName);
    }

    /** {@return the operator of that name} */
    static Operator of(Operation op) {
        Operator found = ALL.get(op.type());
        if (found == null) {
            throw op.refused("must be one of the operators in docs/interchange.md, but is another"
                    + (ConstantFolding.NAMES.contains(op.type())
                            ? "; it is computed of constants alone"
                            : ""));
        }
        return found;
    }

    /** {@return the limits of each operator, by name, sorted} */
    public static Map<String, String> limits() {
        Map<String, String> limits = new TreeMap<>();
        ALL.forEach((name, operator) -> limits.put(name, operator.limits));
        return limits;
    }

    /** {@return the operators that are computed where all that they read is constant, sorted} */
    public static List<String> folded() {
        return ConstantFolding.NAMES.stream().sorted().toList();
    }
}
