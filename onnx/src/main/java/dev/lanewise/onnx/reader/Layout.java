package dev.lanewise.onnx.reader;

import dev.lanewise.engine.nn.Shape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the axes of an ONNX tensor lie in the maps of the engine, which are always channel, row, column. Each
 * axis after the batch is the product of some of the three, outermost first: those of NHWC are rows,
 * columns, channels; that of a flattened tensor is all three. So transposes and reshapes move nothing.
 *
 * @param shape the maps
 * @param axes what each axis after the batch is; extents of 1 are left out
 */
record Layout(Shape shape, List<List<Axis>> axes) {
    /** An axis of the engine's maps. */
    enum Axis {
        /** Channels. */
        CHANNEL,
        /** Rows. */
        ROW,
        /** Columns. */
        COLUMN;

        int extent(Shape shape) {
            return switch (this) {
                case CHANNEL -> shape.channels();
                case ROW -> shape.height();
                case COLUMN -> shape.width();
            };
        }
    }

    private static final List<Axis> ALL = List.of(Axis.values());

    Layout {
        axes = axes.stream().map(each -> without1(shape, each)).toList();
    }

    private static List<Axis> without1(Shape shape, List<Axis> axis) {
        return axis.stream().filter(each -> each.extent(shape) > 1).toList();
    }

    /**
     * {@return the layout NCHW; with two axes NCL, of which each map is one row; with one a vector}
     *
     * @param shape the maps
     * @param rank the axes after the batch
     */
    static Layout channelsFirst(Shape shape, int rank) {
        return new Layout(shape, switch (rank) {
            case 1 -> List.of(ALL);
            case 2 -> List.of(List.of(Axis.CHANNEL), List.of(Axis.COLUMN));
            default -> List.of(List.of(Axis.CHANNEL), List.of(Axis.ROW), List.of(Axis.COLUMN));
        });
    }

    /** {@return the layout NHWC} */
    static Layout channelsLast(Shape shape) {
        return new Layout(shape,
                List.of(List.of(Axis.ROW), List.of(Axis.COLUMN), List.of(Axis.CHANNEL)));
    }

    /** {@return a vector} */
    static Layout flat(int features) {
        return channelsFirst(Shape.flat(features), 1);
    }

    /** {@return the axes after the batch} */
    int rank() {
        return axes.size();
    }

    /** {@return the extent of an axis after the batch} */
    int extent(int axis) {
        return axes.get(axis)
                .stream()
                .mapToInt(each -> each.extent(shape))
                .reduce(1,
                        (a, b) -> a * b);
    }

    /** {@return whether this is NCHW or NCL} */
    boolean isChannelsFirst() {
        boolean rows = rank() == 3 || shape.height() == 1;
        return rank() >= 2 && rank() <= 3 && rows && equals(channelsFirst(shape, rank()));
    }

    /** {@return whether this is a vector in the engine's order} */
    boolean isVector() {
        return rank() == 1 && equals(channelsFirst(shape, 1));
    }

    /** {@return whether the axis is that of the channels, and nothing else} */
    boolean isChannel(int axis) {
        if (shape.channels() > 1) {
            return axes.get(axis).equals(List.of(Axis.CHANNEL));
        }
        return rank() == 1 ? isVector() && shape.size() == 1
                : isChannelsFirst() ? axis == 0
                        : rank() == 3 && equals(channelsLast(shape)) && axis == 2;
    }

    /** {@return whether these axes are rows and columns together, and the others the channels} */
    boolean isSpatial(List<Integer> chosen) {
        EnumSet<Axis> found = EnumSet.noneOf(Axis.class);
        chosen.forEach(axis -> found.addAll(axes.get(axis)));
        EnumSet<Axis> spatial = EnumSet.noneOf(Axis.class);
        spatial.addAll(without1(shape, List.of(Axis.ROW, Axis.COLUMN)));
        return found.equals(spatial);
    }

    /** {@return the features of one axis after the other: axes of the engine, outermost first} */
    List<Axis> order() {
        return axes.stream().flatMap(List::stream).toList();
    }

    /** {@return whether the features of one axis after the other lie as in the engine} */
    boolean isInOrder() {
        return order().equals(without1(shape, ALL));
    }

    /** {@return the same for maps of another shape that stand in the same axes} */
    Layout withChannels(Shape other, int channelAxis) {
        List<List<Axis>> changed = new ArrayList<>(axes);
        changed.set(channelAxis, List.of(Axis.CHANNEL));
        return new Layout(other, changed);
    }

    /** {@return the axes in another order: that at each place} */
    Layout transposed(List<Integer> places) {
        return new Layout(shape, places.stream().map(axes::get).toList());
    }

    /** {@return the same features in axes of other extents, or null if one would be part of one here} */
    @Nullable
    Layout reshaped(List<Integer> extents) {
        List<Axis> left = new ArrayList<>(order());
        List<List<Axis>> made = new ArrayList<>();
        for (int extent : extents) {
            List<Axis> axis = new ArrayList<>();
            long size = 1;
            while (size < extent && !left.isEmpty()) {
                Axis next = left.removeFirst();
                size *= next.extent(shape);
                axis.add(next);
            }
            if (size != extent) {
                return null;
            }
            made.add(axis);
        }
        return left.isEmpty() ? new Layout(shape, made) : null;
    }

    /** {@return the layout without some axes, all of extent 1} */
    Layout without(List<Integer> removed) {
        List<List<Axis>> kept = new ArrayList<>();
        for (int axis = 0; axis < rank(); axis++) {
            if (!removed.contains(axis)) {
                kept.add(axes.get(axis));
            }
        }
        return new Layout(shape, kept);
    }

    /** {@return the extents after the batch, as ONNX has them} */
    List<Integer> extents() {
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < rank(); axis++) {
            extents.add(extent(axis));
        }
        return extents;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[batch");
        extents().forEach(extent -> text.append(", ").append(extent));
        return text.append(']').toString();
    }
}
