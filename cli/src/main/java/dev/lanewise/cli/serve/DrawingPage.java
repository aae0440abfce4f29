package dev.lanewise.cli.serve;

import com.samskivert.mustache.Mustache;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.cli.predict.PictureAnswers;
import dev.lanewise.cli.run.NamedModel;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.model.LayerOutput;
import dev.lanewise.mnist.DataException;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** The page to draw on, and what it asks the server. */
final class DrawingPage {
    private static final String HTML = "page.mustache";
    private static final String STYLES = "page.css";
    private static final String SCRIPT = "page.js";
    private static final int LARGEST = 127;
    private static final int SIDE = 280;

    private final PictureAnswers answers;
    private final Room room;
    private final String html;
    private final String styles = resource(STYLES);
    private final String script = resource(SCRIPT);

    /** A page for a model. */
    DrawingPage(NamedModel named, PictureAnswers answers, Room room) {
        this.answers = answers;
        this.room = room;
        this.html = Mustache.compiler()
                .escapeHTML(true)
                .compile(resource(HTML))
                .execute(Map.of("model", named.described(), "name",
                        InferenceProtocol.nameOf(named),
                        "classes", named.classNames(), "digits", named.isOfMnist()));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(DrawingPage.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own " + name + " can't be read", e);
        }
    }

    /** All paths of the page, and that of pictures. */
    List<Route> routes() {
        return List.of(
                Route.get("/", () -> Answer.text("text/html", html)),
                Route.get("/" + STYLES, () -> Answer.text("text/css", styles)),
                Route.get("/" + SCRIPT, () -> Answer.text("text/javascript", script)),
                Route.post("/look", body -> room.picture(
                        () -> Answer.json(Answer.OK, look(body)))),
                Route.post("/predict", body -> room.picture(
                        () -> Answer.json(Answer.OK, answers.answer(body)))));
    }

    /** Looks at a drawing that nobody made, so that the first stroke of a user finds all code loaded. */
    void rehearse() {
        BufferedImage paper = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = paper.createGraphics();
        pen.fillRect(SIDE / 2, SIDE / 4, SIDE / 10, SIDE / 2);
        pen.dispose();
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        try {
            ImageIO.write(paper, "png", picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        look(picture.toByteArray());
    }

    /**
     * What a picture shows, what the network saw and what each layer made of it. A drawing that is no digit
     * yet is nothing that the page's browser should complain of.
     */
    private Map<String, @Nullable Object> look(byte[] picture) {
        try {
            PictureAnswers.Look look = answers.look(picture);
            Map<String, @Nullable Object> record = new LinkedHashMap<>(look.record());
            record.put("image", Base64.getEncoder().encodeToString(bytes(look.image())));
            record.put("layers", look.layers().stream().map(DrawingPage::layer).toList());
            return record;
        } catch (DataException | ModelException e) {
            return Map.of("error", String.valueOf(e.getMessage()));
        }
    }

    private static byte[] bytes(Sample image) {
        byte[] bytes = new byte[image.values().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(image.values()[i]);
        }
        return bytes;
    }

    /** The values as shares of the largest one, from −127 to 127: finer than a screen's colours. */
    private static Map<String, Object> layer(LayerOutput output) {
        float most = 0;
        for (float value : output.values()) {
            most = Math.max(most, Math.abs(value));
        }
        byte[] shares = new byte[output.values().length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (byte) (most == 0 ? 0 : Math.round(LARGEST * output.values()[i] / most));
        }
        List<Integer> shape = List.of(output.node().output().channels(),
                output.node().output().height(), output.node().output().width());
        Map<String, Object> layer = new LinkedHashMap<>();
        layer.put("name", output.node().name());
        layer.put("shape", shape);
        layer.put("most", most);
        layer.put("values", Base64.getEncoder().encodeToString(shares));
        return layer;
    }
}
