package dev.lanewise.onnx.reader;

import dev.lanewise.engine.nn.Upsample2d;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps made larger by a whole factor. */
final class Resizing {
    private static final int COORDINATES_SINCE = 11;
    private static final int SCALES_AS_INPUT_SINCE = 9;
    /** Beyond it the places of pixels repeat. */
    private static final int LOOKED_AT = 16;
    private static final String LIMITS = "rows and columns by one whole factor; nearest, or linear with half_pixel";
    static final List<Operators.Operator> OPERATORS = List.of(
            new Operators.Operator("Resize", LIMITS + " coordinates", Resizing::resize),
            new Operators.Operator("Upsample", "rows and columns by one whole factor; nearest",
                    Resizing::upsample));

    private Resizing() {}

    private static Maps upsample(Operation op, Draft draft) {
        Maps in = op.maps(0);
        List<Double> scales = op.opset() >= SCALES_AS_INPUT_SINCE ? doubles(op.constant(1))
                : attribute(op);
        op.choice("mode", "nearest", List.of("nearest"));
        return placed(op, draft, in, factor(op, in, scales), Upsample2d.Mode.NEAREST);
    }

    private static List<Double> attribute(Operation op) {
        @Nullable List<Float> scales = op.reals("scales");
        return scales == null ? List.of() : scales.stream().map(Float::doubleValue).toList();
    }

    private static List<Double> doubles(Constant constant) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < constant.size(); i++) {
            values.add(constant.at(i));
        }
        return values;
    }

    private static Maps resize(Operation op, Draft draft) {
        Maps in = op.maps(0);
        boolean old = op.opset() < COORDINATES_SINCE;
        int factor = factor(op, in, old ? doubles(op.constant(1)) : scales(op, in));
        op.real("cubic_coeff_a", 0);
        op.requireWhole("antialias", 0, 0); // Nothing to it where maps grow.
        op.requireWhole("exclude_outside", 0, 0);
        op.real("extrapolation_value", 0);
        String mode = op.choice("mode", "nearest", List.of("nearest", "linear"));
        String coordinates = old ? "asymmetric"
                : op.choice("coordinate_transformation_mode", "half_pixel",
                        List.of("half_pixel", "pytorch_half_pixel", "asymmetric"));
        String nearest = old ? "floor"
                : op.choice("nearest_mode", "round_prefer_floor",
                        List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil"));
        if (mode.equals("nearest")) {
            requireRepeated(op, factor, coordinates, nearest);
            return placed(op, draft, in, factor, Upsample2d.Mode.NEAREST);
        }
        if (coordinates.equals("asymmetric") && factor > 1) {
            throw op.refused("must have the coordinates half_pixel to be linear, but has "
                    + coordinates);
        }
        return placed(op, draft, in, factor, Upsample2d.Mode.BILINEAR);
    }

    /** The scales of all axes, given as such or by the sizes that they lead to. */
    private static List<Double> scales(Operation op, Maps in) {
        @Nullable Constant scales = op.optional(2);
        @Nullable Constant sizes = op.optional(3);
        boolean bySize = sizes != null && sizes.size() > 0;
        Constant given = bySize ? sizes : scales;
        if (given == null || given.size() == 0) {
            throw op.refused("must have scales or sizes");
        }
        op.choice("keep_aspect_ratio_policy", "stretch", List.of("stretch"));
        int rank = in.layout().rank() + 1;
        @Nullable List<Long> axes = op.wholes("axes");
        List<Integer> places = axes == null ? null : op.axes(axes, rank);
        int count = places == null ? rank : places.size();
        if (given.size() != count) {
            throw op.refused("must have " + count + " scales or sizes, but has " + given.size());
        }
        List<Double> all = new ArrayList<>(Collections.nCopies(rank, 1.0));
        for (int i = 0; i < count; i++) {
            int axis = places == null ? i : places.get(i);
            if (axis == 0 && bySize) {
                continue; // The batch as it is.
            }
            all.set(axis, bySize ? given.at(i) / in.layout().extent(axis - 1) : given.at(i));
        }
        return all;
    }

    private static int factor(Operation op, Maps in, List<Double> scales) {
        Layout layout = Window.channelsFirst(op, in);
        if (layout.rank() != 3 || scales.size() != 4) {
            throw op.refused("must have a scale for each of four axes, but has " + scales + " for "
                    + layout);
        }
        double factor = scales.get(3);
        if (scales.get(0) != 1 || scales.get(1) != 1 || scales.get(2) != factor || factor < 1
                || factor != StrictMath.rint(factor) || factor > Short.MAX_VALUE) {
            throw op.refused("must scale rows and columns by one whole factor from 1, but scales "
                    + layout + " by " + scales);
        }
        return (int) factor;
    }

    /** Each pixel must be repeated: some ways to round leave one out. */
    private static void requireRepeated(Operation op, int factor, String coordinates,
            String nearest) {
        for (int i = 0; i < factor * LOOKED_AT; i++) {
            double place = coordinates.equals("asymmetric") ? (double) i / factor
                    : (i + 0.5) / factor - 0.5;
            double rounded = switch (nearest) {
                case "floor" -> Math.floor(place);
                case "ceil" -> Math.ceil(place);
                case "round_prefer_ceil" -> Math.floor(place + 0.5);
                default -> Math.ceil(place - 0.5);
            };
            int repeated = i / factor;
            if (Math.max(rounded, 0) != repeated) {
                throw op.refused("must repeat each pixel " + factor + " times, but " + coordinates
                        + " with " + nearest + " does not");
            }
        }
    }

    private static Maps placed(Operation op, Draft draft, Maps in, int factor,
            Upsample2d.Mode mode) {
        return factor == 1 ? in
                : Pools.placed(op, draft, new Upsample2d(factor, mode),
                        in.source(), in.layout().rank());
    }
}
