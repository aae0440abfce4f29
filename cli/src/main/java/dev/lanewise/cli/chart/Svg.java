package dev.lanewise.cli.chart;

import dev.lanewise.cli.terminal.Numbers;
import java.util.stream.Collectors;

/** A scene as SVG. Colours are plain attributes, which other programs read and any style overrides. */
final class Svg {
    private static final int DECIMALS = 2;

    private Svg() {}

    static String of(Scene scene, boolean alone) {
        StringBuilder svg = new StringBuilder("<svg");
        if (alone) {
            svg.append(" xmlns=\"http://www.w3.org/2000/svg\"");
        }
        attribute(svg, "width", scene.width());
        attribute(svg, "height", scene.height());
        svg.append(" viewBox=\"0 0 ").append(scene.width()).append(' ').append(scene.height());
        svg.append("\" class=\"chart\" role=\"img\" aria-label=\"")
                .append(escaped(scene.description()))
                .append("\" font-family=\"system-ui, 'DejaVu Sans', sans-serif\">\n");
        if (alone) {
            append(svg, new Mark.Area(0, 0, scene.width(), scene.height(), Ink.PAGE, 1));
        }
        scene.marks().forEach(mark -> append(svg, mark));
        return svg.append("</svg>").toString();
    }

    private static void append(StringBuilder svg, Mark mark) {
        switch (mark) {
            case Mark.Line line -> line(svg, line);
            case Mark.Area area -> area(svg, area);
            case Mark.Dot dot -> dot(svg, dot);
            case Mark.Words words -> words(svg, words);
        }
    }

    private static void line(StringBuilder svg, Mark.Line line) {
        svg.append("<polyline points=\"");
        svg.append(line.spots()
                .stream()
                .map(spot -> number(spot.x()) + "," + number(spot.y()))
                .collect(Collectors.joining(" ")));
        svg.append("\" fill=\"none\" stroke-linejoin=\"round\"");
        stroke(svg, line.ink(), line.width());
        if (!line.dash().lengths().isEmpty()) {
            svg.append(" stroke-dasharray=\"")
                    .append(line.dash()
                            .lengths()
                            .stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(" ")))
                    .append('"');
        }
        svg.append("/>\n");
    }

    private static void area(StringBuilder svg, Mark.Area area) {
        svg.append("<rect");
        attribute(svg, "x", area.x());
        attribute(svg, "y", area.y());
        attribute(svg, "width", area.width());
        attribute(svg, "height", area.height());
        fill(svg, area.ink());
        if (area.opacity() < 1) {
            attribute(svg, "fill-opacity", area.opacity());
        }
        svg.append("/>\n");
    }

    private static void dot(StringBuilder svg, Mark.Dot dot) {
        svg.append("<circle");
        attribute(svg, "cx", dot.x());
        attribute(svg, "cy", dot.y());
        attribute(svg, "r", dot.radius());
        if (dot.filled()) {
            fill(svg, dot.ink());
        } else {
            svg.append(" fill=\"").append(Ink.PAGE.hex()).append('"');
            svg.append(" stroke=\"").append(dot.ink().hex()).append("\" stroke-width=\"2\"");
            svg.append(" class=\"f-page s-").append(dot.ink().style()).append('"');
        }
        if (dot.told().isEmpty()) {
            svg.append("/>\n");
        } else {
            svg.append("><title>").append(escaped(dot.told())).append("</title></circle>\n");
        }
    }

    private static void words(StringBuilder svg, Mark.Words words) {
        svg.append("<text");
        attribute(svg, "x", words.x());
        attribute(svg, "y", words.y());
        attribute(svg, "font-size", words.size());
        if (words.bold()) {
            svg.append(" font-weight=\"bold\"");
        }
        switch (words.anchor()) {
            case START -> {}
            case MIDDLE -> svg.append(" text-anchor=\"middle\"");
            case END -> svg.append(" text-anchor=\"end\"");
        }
        if (words.turned()) {
            svg.append(" transform=\"rotate(-90 ").append(number(words.x())).append(' ');
            svg.append(number(words.y())).append(")\"");
        }
        fill(svg, words.ink());
        svg.append('>').append(escaped(words.text())).append("</text>\n");
    }

    private static void fill(StringBuilder svg, Ink ink) {
        svg.append(" fill=\"").append(ink.hex()).append("\" class=\"f-").append(ink.style());
        svg.append('"');
    }

    private static void stroke(StringBuilder svg, Ink ink, double width) {
        svg.append(" stroke=\"").append(ink.hex()).append("\" class=\"s-").append(ink.style());
        svg.append('"');
        attribute(svg, "stroke-width", width);
    }

    private static void attribute(StringBuilder svg, String name, double value) {
        svg.append(' ').append(name).append("=\"").append(number(value)).append('"');
    }

    private static String number(double value) {
        return Numbers.significant(Numbers.rounded(value, DECIMALS), Integer.SIZE);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
