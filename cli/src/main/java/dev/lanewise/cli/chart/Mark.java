package dev.lanewise.cli.chart;

import java.util.List;

/** Something drawn, in pixels of a scene from its upper left corner. */
public sealed interface Mark {

    /** A place. */
    record Spot(double x, double y) {}

    /** How a line is broken. */
    enum Dash {
        /** Not at all. */
        SOLID,
        /** Long pieces. */
        DASHED,
        /** Short pieces. */
        DOTTED;

        /** Lengths of pieces and gaps in turns; none of a solid line. */
        List<Integer> lengths() {
            return switch (this) {
                case SOLID -> List.of();
                case DASHED -> List.of(7, 4);
                case DOTTED -> List.of(2, 3);
            };
        }
    }

    /** Where a word's place is on it. */
    enum Anchor {
        /** At its left end. */
        START,
        /** In its middle. */
        MIDDLE,
        /** At its right end. */
        END
    }

    /** A line through at least two spots. */
    record Line(List<Spot> spots, Ink ink, double width, Dash dash) implements Mark {

        /** Keeps an unmodifiable copy of the spots. */
        public Line {
            spots = List.copyOf(spots);
        }

        /** A thin straight one. */
        public static Line of(double x1, double y1, double x2, double y2, Ink ink) {
            return new Line(List.of(new Spot(x1, y1), new Spot(x2, y2)), ink, 1, Dash.SOLID);
        }
    }

    /** A filled rectangle; an opacity below 1 lets what is behind it through. */
    record Area(double x, double y, double width, double height, Ink ink, double opacity)
            implements
            Mark {}

    /** A disc, or a ring that is filled with the ground; what a reader hears of it, or nothing. */
    record Dot(double x, double y, double radius, Ink ink, boolean filled, String told)
            implements
            Mark {}

    /** A line of words; its spot is on the base line. Turned words run upwards. */
    record Words(double x, double y, String text, Ink ink, double size, boolean bold, Anchor anchor,
            boolean turned) implements Mark {

        /** Words of the common size. */
        public static Words of(double x, double y, String text, Ink ink, Anchor anchor) {
            return new Words(x, y, text, ink, Lettering.TEXT, false, anchor, false);
        }

        /** The rectangle that they fill, about. */
        public Extent extent() {
            double wide = Lettering.width(text, size, bold);
            double back = switch (anchor) {
                case START -> 0;
                case MIDDLE -> wide / 2;
                case END -> wide;
            };
            double up = Lettering.ASCENT * size;
            double high = Lettering.HEIGHT * size;
            return turned ? new Extent(x - up, y - wide + back, high, wide)
                    : new Extent(x - back, y - up, wide, high);
        }
    }

    /** A rectangle by its upper left corner. */
    record Extent(double x, double y, double width, double height) {

        /** Whether any part of both is the same. */
        public boolean overlaps(Extent other) {
            return x < other.x + other.width && other.x < x + width && y < other.y + other.height
                    && other.y < y + height;
        }

        /** Whether all of it lies in a scene. */
        public boolean isIn(Scene scene) {
            return x >= 0 && y >= 0 && x + width <= scene.width()
                    && y + height <= scene.height();
        }
    }
}
