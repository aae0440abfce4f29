package dev.lanewise.cli.picture;

import dev.lanewise.cli.chart.Ink;
import dev.lanewise.cli.chart.Lettering;
import dev.lanewise.cli.chart.Mark;
import dev.lanewise.cli.chart.Mark.Anchor;
import dev.lanewise.cli.chart.Mark.Spot;
import dev.lanewise.cli.chart.Scene;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A network as LeCun et al. (1998) draw LeNet-5 in figure 2: maps as stacked squares, single values as a
 * narrow bar, what is done between them below.
 */
public final class NetworkDiagram {
    private static final int MARGIN = 16;
    private static final int GAP = 26;
    private static final int TALLEST = 120;
    private static final int LEAST = 16;
    private static final int MOST_SHEETS = 16;
    private static final double SHEET_STEP = 4;
    private static final int BAR_WIDTH = 12;
    private static final int HEAD = 44;
    private static final int FOOT = 46;
    private static final double SMALL = 11;

    private final List<Mark> marks = new ArrayList<>();
    private final double largest;
    private double middle;
    private double height;

    private NetworkDiagram(Shape input) {
        this.largest = Math.max(input.height(), input.width());
    }

    /** Something with a name: the input, or what a stage makes. */
    private record Box(String name, String size, Shape shape, String before) {}

    /** Draws a network of any depth. */
    public static Scene draw(Network network) {
        List<Stage> stages = Stage.of(network);
        List<Box> boxes = new ArrayList<>();
        boxes.add(new Box("Input", size(network.inputShape()), network.inputShape(), ""));
        for (Stage stage : stages) {
            boxes.add(new Box(stage.name(), size(stage.node().output()), stage.node().output(),
                    stage.kind().word()));
        }
        return new NetworkDiagram(network.inputShape()).scene(boxes);
    }

    private static String size(Shape shape) {
        return shape.height() * shape.width() > 1
                ? shape.channels() + "@" + shape.height() + "×" + shape.width()
                : Integer.toString(shape.channels());
    }

    private Scene scene(List<Box> boxes) {
        height = boxes.stream().mapToDouble(this::tall).max().orElse(TALLEST);
        middle = HEAD + height / 2;
        double x = MARGIN;
        double before = Double.NaN;
        for (Box box : boxes) {
            double words = Math.max(Math.max(Lettering.width(box.name(), Lettering.TEXT, true),
                    Lettering.width(box.size(), SMALL, false)),
                    Lettering.width(box.before(), SMALL, false));
            double wide = Math.max(drawnWidth(box), words);
            double from = x + (wide - drawnWidth(box)) / 2;
            if (!Double.isNaN(before)) {
                arrow(before + 4, from - 4);
            }
            draw(box, from);
            marks.add(new Mark.Words(x + wide / 2, MARGIN + 2, box.name(), Ink.INK,
                    Lettering.TEXT, true, Anchor.MIDDLE, false));
            marks.add(new Mark.Words(x + wide / 2, MARGIN + 18, box.size(), Ink.FAINT, SMALL,
                    false, Anchor.MIDDLE, false));
            marks.add(new Mark.Words(x + wide / 2, HEAD + height + MARGIN + 4, box.before(),
                    Ink.FAINT, SMALL, false, Anchor.MIDDLE, false));
            before = from + drawnWidth(box);
            x += wide + GAP;
        }
        return new Scene((int) Math.ceil(x - GAP + MARGIN), (int) Math.ceil(HEAD + height + FOOT
                - MARGIN), "The network from left to right: " + boxes.stream()
                        .map(box -> box.name() + " " + box.size())
                        .collect(Collectors.joining(", ")) + ".",
                marks);
    }

    private static boolean isMap(Box box) {
        return box.shape().height() * box.shape().width() > 1;
    }

    private double scaled(int pixels) {
        return Math.max(LEAST, pixels / largest * TALLEST * 0.75);
    }

    private static int sheets(Box box) {
        return Math.min(MOST_SHEETS, box.shape().channels());
    }

    private double tall(Box box) {
        return isMap(box) ? scaled(box.shape().height()) + (sheets(box) - 1) * SHEET_STEP
                : Math.clamp(box.shape().channels(), LEAST * 2, TALLEST);
    }

    private double drawnWidth(Box box) {
        return isMap(box) ? scaled(box.shape().width()) + (sheets(box) - 1) * SHEET_STEP
                : BAR_WIDTH;
    }

    private void draw(Box box, double x) {
        double y = middle - tall(box) / 2;
        if (!isMap(box)) {
            sheet(x, y, BAR_WIDTH, tall(box), Ink.GREEN);
            return;
        }
        for (int i = 0; i < sheets(box); i++) {
            sheet(x + i * SHEET_STEP, y + i * SHEET_STEP, scaled(box.shape().width()),
                    scaled(box.shape().height()),
                    box.before().isEmpty() ? Ink.FAINT
                            : box.before().equals(Stage.Kind.SUBSAMPLING.word()) ? Ink.VERMILION
                                    : Ink.BLUE);
        }
    }

    private void sheet(double x, double y, double wide, double high, Ink ink) {
        marks.add(new Mark.Area(x, y, wide, high, Ink.PAGE, 1));
        marks.add(new Mark.Area(x, y, wide, high, ink, 0.25));
        marks.add(new Mark.Line(List.of(new Spot(x, y), new Spot(x + wide, y),
                new Spot(x + wide, y + high), new Spot(x, y + high), new Spot(x, y)), ink, 1,
                Mark.Dash.SOLID));
    }

    private void arrow(double from, double to) {
        marks.add(Mark.Line.of(from, middle, to, middle, Ink.FAINT));
        marks.add(new Mark.Line(List.of(new Spot(to - 5, middle - 4), new Spot(to, middle),
                new Spot(to - 5, middle + 4)), Ink.FAINT, 1, Mark.Dash.SOLID));
    }
}
