package dev.lanewise.cli.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** A scene as a picture of twice its size, which is sharp on paper and on screens of today. */
public final class SceneDrawing {
    /** Pixels of a picture for a pixel of a scene. */
    public static final int SCALE = 2;
    private static final int WHITE = 255;
    private static final float RING = 2;

    private SceneDrawing() {}

    static BufferedImage draw(Scene scene) {
        BufferedImage picture = new BufferedImage(SCALE * scene.width(), SCALE * scene.height(),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = graphics(picture);
        scene.marks().forEach(mark -> draw(g, mark));
        g.dispose();
        return picture;
    }

    /** Draws smoothly on white in pixels of a scene. */
    public static Graphics2D graphics(BufferedImage picture) {
        Graphics2D g = picture.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING,
                RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL,
                RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS,
                RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.scale(SCALE, SCALE);
        return g;
    }

    private static void draw(Graphics2D g, Mark mark) {
        switch (mark) {
            case Mark.Line line -> line(g, line);
            case Mark.Area area -> {
                Color color = new Color(area.ink().rgb());
                g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(),
                        (int) Math.round(WHITE * area.opacity())));
                g.fill(new Rectangle2D.Double(area.x(), area.y(), area.width(), area.height()));
            }
            case Mark.Dot dot -> dot(g, dot);
            case Mark.Words words -> words(g, words);
        }
    }

    private static void line(Graphics2D g, Mark.Line line) {
        Path2D path = new Path2D.Double();
        Mark.Spot first = line.spots().getFirst();
        path.moveTo(first.x(), first.y());
        line.spots().subList(1, line.spots().size()).forEach(s -> path.lineTo(s.x(), s.y()));
        float width = (float) line.width();
        if (line.dash().lengths().isEmpty()) {
            g.setStroke(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        } else {
            float[] lengths = new float[line.dash().lengths().size()];
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = line.dash().lengths().get(i);
            }
            g.setStroke(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1,
                    lengths, 0));
        }
        g.setColor(new Color(line.ink().rgb()));
        g.draw(path);
    }

    private static void dot(Graphics2D g, Mark.Dot dot) {
        Shape disc = new Ellipse2D.Double(dot.x() - dot.radius(), dot.y() - dot.radius(),
                2 * dot.radius(), 2 * dot.radius());
        Color color = new Color(dot.ink().rgb());
        g.setColor(dot.filled() ? color : Color.WHITE);
        g.fill(disc);
        if (!dot.filled()) {
            g.setColor(color);
            g.setStroke(new BasicStroke(RING));
            g.draw(disc);
        }
    }

    private static void words(Graphics2D g, Mark.Words words) {
        AffineTransform before = g.getTransform();
        g.setFont(new Font(Font.SANS_SERIF, words.bold() ? Font.BOLD : Font.PLAIN, 1)
                .deriveFont((float) words.size()));
        g.setColor(new Color(words.ink().rgb()));
        g.translate(words.x(), words.y());
        if (words.turned()) {
            g.rotate(-Math.PI / 2);
        }
        double wide = g.getFontMetrics()
                .getStringBounds(words.text(), g)
                .getWidth();
        double back = switch (words.anchor()) {
            case START -> 0;
            case MIDDLE -> wide / 2;
            case END -> wide;
        };
        g.drawString(words.text(), (float) -back, 0);
        g.setTransform(before);
    }
}
