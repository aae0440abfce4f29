package dev.lanewise.cli.predict;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.picture.GreyImage;
import dev.lanewise.cli.picture.PngFile;
import dev.lanewise.cli.run.NamedModel;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.text.Quoted;
import dev.lanewise.mnist.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code predict}. It computes with scalar kernels: for a few images they are done before
 * the vector kernels would be loaded, and give the same bits.
 */
public final class PredictRun {
    private final CommandContext context;
    private final PredictSettings settings;
    private int code = ExitCode.OK;

    /** A run with its settings. */
    public PredictRun(CommandContext context, PredictSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /**
     * Predicts every image. One that can't be used is told on {@code err}, and the others go on;
     * the only one fails the command.
     *
     * @return the exit code: that of the first image that can't be used
     * @throws IOException if the input can't be saved
     */
    public int run() throws IOException {
        checkSavedInput();
        NamedModel named = model();
        ImageSource source = new ImageSource(context, data(named), settings.digits());
        List<String> images = settings.images()
                .stream()
                .flatMap(name -> source.expand(name).stream())
                .toList();
        requireOneToSave(images.size());
        Guesser guesser = new Guesser(named,
                named.model().predictor(Kernels.of(KernelChoice.SCALAR))::predict,
                settings.minProbability());
        GuessText text = text(named, images);
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        boolean first = true;
        for (String image : images) {
            try {
                Reading reading = read(guesser, image, source.find(image), settings.digits());
                if (first) {
                    begin(named, text);
                    first = false;
                }
                records.add(reading.record());
                print(text, reading);
                save(reading.first());
            } catch (DataException e) {
                fail(image, images, e, ExitCode.DATA, records);
            } catch (UsageException e) {
                fail(image, images, e, ExitCode.USAGE, records);
            } catch (ModelException e) {
                fail(image, images, e, ExitCode.MODEL, records);
            }
        }
        if (settings.json()) {
            Map<String, @Nullable Object> record = new LinkedHashMap<>();
            record.put("model", named.name());
            record.put("images", records);
            context.terminal().out().println(Json.line(record));
        }
        context.terminal().out().flush();
        return code;
    }

    private GuessText text(NamedModel named, List<String> images) {
        int width = "image".length();
        for (String image : images) {
            width = Math.max(width, Quoted.escaped(image).length());
        }
        return new GuessText(context.terminal().outStyle(), context.terminal().columns(), width,
                named.isOfMnist() ? "digit" : "class", named.classNames());
    }

    /** What is said before the first answer, once it is known that there is one. */
    private void begin(NamedModel named, GuessText text) {
        tellModel(named);
        if (!settings.json() && context.terminal().outIsTerminal()) {
            context.terminal().out().println(text.header());
        }
    }

    private void checkSavedInput() {
        if (settings.savedInput().isPresent()) {
            requireOneToSave(settings.images().size());
            PngFile.requireWritable("--save-input", settings.savedInput().get(), context);
        }
    }

    private void requireOneToSave(int images) {
        if (settings.savedInput().isPresent() && images > 1) {
            throw new UsageException("--save-input must have one image; you gave " + images + ".");
        }
    }

    private NamedModel model() throws IOException {
        return NamedModel.find(context, settings.model(), settings.normalization())
                .requireDigits();
    }

    /** The data that was named, else the folder that the model was trained on, if it is known; else MNIST. */
    private Optional<Path> data(NamedModel named) throws IOException {
        return settings.data().isPresent() ? settings.data() : named.dataFolder(context);
    }

    /** Says which model answers if none was named, and what it knows if that is something else than digits. */
    private void tellModel(NamedModel named) {
        if (settings.json()) {
            return;
        }
        PrintWriter err = context.terminal().err();
        if (settings.model().isEmpty()) {
            err.println(Printable.of("with " + named.described()));
        }
        if (!named.isOfMnist()) {
            err.println(Printable.of("lanewise: " + named.name() + " was trained on "
                    + named.data() + ", not on MNIST's digits."));
        }
        named.remark(settings.normalization())
                .ifPresent(remark -> err.println(Printable.of("lanewise: " + remark)));
        err.flush();
    }

    private static Reading read(Guesser guesser, String name, List<Prepared> images,
            boolean several) {
        return new Reading(name,
                images.stream()
                        .map(image -> guesser.guess(ImageSource.shown(name), image))
                        .toList(),
                several);
    }

    private void print(GuessText text, Reading reading) {
        if (settings.json()) {
            return;
        }
        PrintWriter out = context.terminal().out();
        out.println(text.line(reading));
        if (settings.explain()) {
            reading.digits().forEach(digit -> text.explanation(digit).forEach(out::println));
        }
        out.flush();
    }

    private void save(Guess guess) throws IOException {
        Optional<Path> file = settings.savedInput();
        if (file.isPresent()) {
            PngFile.write(context.resolve(file.get()),
                    GreyImage.of(guess.image().sample()).picture());
        }
    }

    /** With one image it is the command that fails. */
    private void fail(String image, List<String> images, RuntimeException failure, int failed,
            List<Map<String, @Nullable Object>> records) {
        if (images.size() == 1) {
            throw failure;
        }
        code = code == ExitCode.OK ? failed : code;
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("image", image);
        record.put("error", failure.getMessage());
        records.add(record);
        context.terminal().out().flush();
        context.terminal().err().println(Printable.of("lanewise: " + failure.getMessage()));
        context.terminal().err().flush();
    }
}
