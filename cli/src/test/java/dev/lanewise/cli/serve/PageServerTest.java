package dev.lanewise.cli.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lanewise.cli.CommandLineHarness;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.run.NamedModel;
import dev.lanewise.cli.testing.DigitPictures;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.model.Model;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.mnist.Mnist;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server, asked over the loopback. */
@Timeout(60)
class PageServerTest {
    private static final Model MODEL = Lenet5.pretrained();
    private static final Sample SEVEN = Mnist.load().test().image(0);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<RuntimeException> FAILURES = new ArrayList<>();
    private static PageServer server = start(false);

    private static PageServer start(boolean anyHost) {
        try {
            return PageServer.start(new ServeSettings(new NamedModel("pretrained", MODEL),
                    InetAddress.getLoopbackAddress(), 0, anyHost, 0.8), FAILURES::add);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeAll
    static void listensToThisMachineAlone() {
        assertEquals("127.0.0.1", server.address().getHost());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void nothingFailed() {
        assertEquals(List.of(), FAILURES);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String path)
            throws IOException, InterruptedException {
        return CLIENT.send(request.uri(server.address().resolve(path)).build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(), path);
    }

    private static HttpResponse<String> post(String path, byte[] body) throws Exception {
        return send(HttpRequest.newBuilder().POST(BodyPublishers.ofByteArray(body)), path);
    }

    private static HttpResponse<String> infer(String body) throws Exception {
        return post("/v2/models/pretrained/infer", body.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject json(HttpResponse<String> response) {
        assertEquals("application/json", response.headers().firstValue("Content-Type").get());
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    private static String refused(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return json(response).get("error").getAsString();
    }

    /** What a server says to the bytes of a request. */
    private static String raw(PageServer to, String request) throws IOException {
        try (Socket socket = new Socket(to.address().getHost(), to.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/v2/health/live | {\"live\":true}",
            "/v2/health/ready | {\"ready\":true}",
            "/v2 | {\"name\":\"lanewise\",\"version\":\"development\",\"extensions\":[]}",
            "/v2/models/pretrained/ready | {\"name\":\"pretrained\",\"ready\":true}",
            "/v2/models/pretrained | {\"name\":\"pretrained\",\"versions\":[],"
                    + "\"platform\":\"lanewise\",\"inputs\":[{\"name\":\"input\","
                    + "\"datatype\":\"FP32\",\"shape\":[-1,1,28,28]}],\"outputs\":"
                    + "[{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":[-1,10]},"
                    + "{\"name\":\"label\",\"datatype\":\"INT64\",\"shape\":[-1]}]}"})
    void tellsOfItselfAndTheModel(String path, String expected) throws Exception {
        HttpResponse<String> response = get(path);
        assertEquals(200, response.statusCode());
        assertEquals(JsonParser.parseString(expected), json(response));
    }

    private static String tensor(String type, String shape, String data) {
        return "{\"id\":\"a\",\"inputs\":[{\"name\":\"input\",\"shape\":" + shape
                + ",\"datatype\":\"" + type + "\",\"data\":" + data + "}]}";
    }

    private static String flat() {
        return new Gson().toJson(SEVEN.values());
    }

    private static String rows() {
        List<float[]> rows = new ArrayList<>();
        for (int y = 0; y < 28; y++) {
            rows.add(java.util.Arrays.copyOfRange(SEVEN.values(), 28 * y, 28 * y + 28));
        }
        return new Gson().toJson(rows);
    }

    static Stream<String> tensorsOfASeven() {
        return Stream.of(tensor("FP32", "[1,1,28,28]", flat()),
                tensor("FP32", "[1,784]", "[" + flat() + "]"),
                tensor("UINT8", "[1,28,28]", flat()),
                tensor("UINT8", "[1,28,28]", "[" + rows() + "]"),
                tensor("FP32", "[1,1,28,28]", "[[" + rows() + "]]"));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("tensorsOfASeven")
    void infersToTheBitsOfTheModel(String request) throws Exception {
        JsonObject response = json(infer(request));
        assertEquals("pretrained", response.get("model_name").getAsString());
        assertEquals("a", response.get("id").getAsString());
        JsonObject probabilities = response.getAsJsonArray("outputs").get(0).getAsJsonObject();
        assertEquals("[1,10]", probabilities.get("shape").toString());
        assertArrayEquals(MODEL.predict(SEVEN).probabilities(),
                floats(probabilities.getAsJsonArray("data")));
        assertEquals("{\"name\":\"label\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":[7]}",
                response.getAsJsonArray("outputs").get(1).toString());
    }

    private static float[] floats(JsonArray numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).getAsFloat();
        }
        return values;
    }

    @Test
    void infersSeveralImagesAndTheOutputsThatWereAskedFor() throws Exception {
        String request = tensor("FP32", "[2,784]", "[" + flat() + "," + flat() + "]")
                .replaceFirst("\\{", "{\"outputs\":[{\"name\":\"label\"}],");
        JsonArray outputs = json(infer(request)).getAsJsonArray("outputs");
        assertEquals(1, outputs.size());
        assertEquals("[7,7]", outputs.get(0).getAsJsonObject().get("data").toString());
    }

    static Stream<List<String>> wrongRequests() {
        String zeros = "[" + "0,".repeat(783) + "0]";
        return Stream.of(
                List.of("{", "The body must be a request of the Open Inference Protocol as JSON;"),
                List.of("[]", "it isn't from $ on."),
                List.of("{\"inputs\":[]}", "inputs must hold one tensor; you gave none."),
                List.of("{\"inputs\":[{},{}]}", "inputs must hold one tensor; you gave more."),
                List.of(tensor("FP32", "[1,784]", zeros) + "x", "must be a request"),
                List.of(tensor("FP64", "[1,784]", zeros), "datatype must be FP32 or UINT8"),
                List.of(tensor("FP32", "[1,784]", zeros).replace("input\"", "x\""),
                        "name must be input"),
                List.of(tensor("FP32", "[784]", zeros), "shape must be [N, 1, 28, 28] or [N, 784]"),
                List.of(tensor("FP32", "[]", zeros), "you gave []."),
                List.of(tensor("FP32", "[0,784]", "[]"), "you gave [0, 784]."),
                List.of(tensor("FP32", "[-1,784]", zeros), "you gave [-1, 784]."),
                List.of(tensor("FP32", "[257,784]", zeros), "with N from 1 to 256"),
                List.of(tensor("FP32", "[2,784]", zeros), "must have 1568 numbers for the shape"),
                List.of(tensor("FP32", "[1,784]", "[1e39" + ",0".repeat(783) + "]"),
                        "data must be finite"),
                List.of(tensor("FP32", "[1,784]", "[NaN" + ",0".repeat(783) + "]"),
                        "must be a request"),
                List.of(tensor("UINT8", "[1,784]", "[256" + ",0".repeat(783) + "]"),
                        "whole numbers from 0 to 255; you gave 256.0."),
                List.of(tensor("UINT8", "[1,784]", "[0.5" + ",0".repeat(783) + "]"),
                        "you gave 0.5."),
                List.of(tensor("FP32", "[1,784]", "[" + zeros + ",0]"), "yours is neither"),
                List.of(tensor("FP32", "[2,784]", "[" + zeros + ",[0]]"), "yours is neither"),
                List.of(tensor("FP32", "[1,784]", "[[[[[" + zeros + "]]]]]"), "yours is neither"),
                List.of(tensor("FP32", "[1,1,28,28]", "[" + zeros + "]"), "yours is neither"),
                List.of(tensor("FP32", "[1,784]", "[" + "0,".repeat(257 * 784) + "0]"),
                        "at most 256 images"),
                List.of(tensor("FP32", "[1,784]", zeros).replaceFirst("\\{",
                        "{\"outputs\":[{\"name\":\"x\"}],"),
                        "An output must be probabilities or label"),
                List.of("[".repeat(1 << 20), "must be a request"),
                List.of("{\"x\":" + "[".repeat(1 << 20), "must be a request"));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("wrongRequests")
    void wrongRequestsAreASentence(List<String> request) throws Exception {
        String error = refused(400, infer(request.get(0)));
        assertTrue(error.contains(request.get(1)), error);
    }

    @Test
    void outputsThatAreNoNumbersAreASentence() throws Exception {
        String huge = "[" + "-3.4e38,".repeat(783) + "-3.4e38]";
        assertTrue(refused(422, infer(tensor("FP32", "[1,784]", huge))).contains("finite"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif"})
    void answersAPictureAsPredictDoes(String format) throws Exception {
        byte[] picture = DigitPictures.file(DigitPictures.seven(), format);
        HttpResponse<String> response = post("/predict", picture);
        assertEquals(200, response.statusCode(), response.body());
        assertEquals(new CommandLineHarness(Path.of("")).reading(picture)
                .run("predict", "--model", "pretrained", "--json", "-")
                .expect(0)
                .out(), response.body());
    }

    @Test
    void whatIsNoPictureOfADigitIsASentence() throws Exception {
        assertEquals("the picture: the file is not a picture; use a PNG, JPEG, GIF, BMP or TIFF"
                + " file.", refused(422, post("/predict", new byte[]{1, 2, 3})));
        assertTrue(refused(422, post("/predict", new byte[0])).contains("the file is empty"));
        assertTrue(refused(422, post("/predict", DigitPictures.pngWithSize(30_000, 30_000)))
                .contains("must have at most 16 megapixels"));
    }

    @Test
    void looksAtWhatEveryLayerMakesOfAPicture() throws Exception {
        byte[] picture = DigitPictures.file(DigitPictures.seven(), "png");
        JsonObject look = json(post("/look", picture));
        assertEquals(7, look.get("label").getAsInt());
        byte[] image = Base64.getDecoder().decode(look.get("image").getAsString());
        assertEquals(28 * 28, image.length);
        List<String> layers = new ArrayList<>();
        for (JsonElement element : look.getAsJsonArray("layers")) {
            JsonObject layer = element.getAsJsonObject();
            int size = 1;
            for (JsonElement extent : layer.getAsJsonArray("shape")) {
                size *= extent.getAsInt();
            }
            byte[] shares = Base64.getDecoder().decode(layer.get("values").getAsString());
            assertEquals(size, shares.length);
            int most = 0;
            for (byte share : shares) {
                most = Math.max(most, Math.abs(share));
            }
            assertEquals(127, most, "one scale within a layer");
            layers.add(layer.get("name").getAsString());
        }
        assertEquals(MODEL.network().nodes().stream().map(node -> node.name()).toList(), layers);
        JsonObject nothing = json(post("/look", DigitPictures.file(
                new java.awt.image.BufferedImage(28, 28, 1), "png")));
        assertTrue(nothing.get("error").getAsString().startsWith("the picture: "));
    }

    @Test
    void thePageAsksNobodyElse() throws Exception {
        HttpResponse<String> page = get("/");
        assertEquals("text/html; charset=utf-8", page.headers().firstValue("Content-Type").get());
        String policy = page.headers().firstValue("Content-Security-Policy").get();
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals(10, page.body().split("<li>", -1).length - 1);
        for (String path : List.of("/", "/page.css", "/page.js")) {
            HttpResponse<String> response = get(path);
            assertEquals(200, response.statusCode());
            assertFalse(response.body().contains("//www") || response.body().contains("http"),
                    path);
        }
    }

    @Test
    void namesOfClassesAreNoMarkup() throws Exception {
        Model named = MODEL.withClassNames(List.of("<b>0", "1", "2", "3", "4", "5", "6", "7", "8",
                "9"));
        try (PageServer other = PageServer.start(new ServeSettings(new NamedModel("a/b c.onnx",
                named), InetAddress.getLoopbackAddress(), 0, false, 0.8), FAILURES::add)) {
            String page = CLIENT.send(HttpRequest.newBuilder(other.address()).build(),
                    BodyHandlers.ofString()).body();
            assertTrue(page.contains("&lt;b&gt;0"), page);
            assertEquals(200, CLIENT.send(
                    HttpRequest.newBuilder(other.address().resolve("/v2/models/b-c")).build(),
                    BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void pathsAndMethodsThatAreNotThere() throws Exception {
        assertTrue(refused(404, get("/v2/models/other")).startsWith("There is nothing at /v2/mod"));
        HttpResponse<String> wrong = get("/predict");
        assertEquals("/predict must be asked by POST.", refused(405, wrong));
        assertEquals(Optional.of("POST"), wrong.headers().firstValue("Allow"));
        assertEquals(Optional.of("GET, HEAD"),
                post("/", new byte[0]).headers().firstValue("Allow"));
        HttpResponse<String> head = send(
                HttpRequest.newBuilder().method("HEAD", BodyPublishers.noBody()), "/");
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
    }

    @Test
    void bodiesThatAreTooLargeAreNotRead() throws Exception {
        String answer = raw(server, "POST /predict HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Length: 8388609\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
        assertTrue(answer.contains("A body must have at most 8 MiB"), answer);
    }

    @ParameterizedTest
    @CsvSource({"localhost, 200", "LOCALHOST:80, 200", "127.0.0.1:8080, 200", "[::1]:1, 200",
            "example.org, 403", "127.0.0.1.example.org, 403", "localhost.example.org:80, 403",
            "0x7f000001, 403", "'', 403"})
    void onlyNamesOfTheLoopbackAreAnswered(String host, int status) throws Exception {
        String request = "GET /v2/health/live HTTP/1.1\r\nHost: " + host
                + "\r\nConnection: close\r\n\r\n";
        String answer = raw(server, request);
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        try (PageServer open = start(true)) {
            assertTrue(raw(open, request).startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void slowClientsAreLetGoAndHoldNobodyUp() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(server.address().getHost(), server.address().getPort());
                slow.add(socket);
                String begin = i % 2 == 0 ? "GET / HTT"
                        : "POST /predict HTTP/1.1\r\nHost:"
                                + " localhost\r\nContent-Length: 8000000\r\n\r\nabc";
                socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals(200, get("/v2/health/live").statusCode());
            // Bodies that never come hold all the room there is.
            byte[] picture = new byte[Room.MOST_BYTES];
            assertEquals("The server is busy; try again in a second.",
                    refused(503, post("/predict", picture)));
            for (Socket socket : slow) {
                socket.setSoTimeout(20_000);
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (java.net.SocketException e) {
            assertTrue(e.getMessage().contains("reset"), e.getMessage());
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        byte[] picture = DigitPictures.file(DigitPictures.seven(), "png");
        assertEquals(200, post("/predict", picture).statusCode());
    }

    @Test
    void countsRequests() throws Exception {
        get("/v2/health/ready");
        get("/nowhere%22");
        HttpResponse<String> metrics = get("/metrics");
        assertTrue(metrics.headers().firstValue("Content-Type").get().startsWith("text/plain"));
        List<String> lines = metrics.body().lines().toList();
        assertTrue(lines.stream()
                .anyMatch(line -> line.matches("lanewise_requests_total\\{"
                        + "path=\"/v2/health/ready\",status=\"200\"} [1-9][0-9]*")),
                metrics.body());
        assertTrue(lines.stream()
                .anyMatch(line -> line.startsWith("lanewise_requests_total{path=\"other\"")));
        String count = lines.getLast().replaceFirst("lanewise_request_seconds_count ", "");
        assertTrue(Integer.parseInt(count) >= 2, count);
        assertTrue(lines.contains("lanewise_request_seconds_bucket{le=\"+Inf\"} " + count),
                metrics.body());
    }

    @Test
    void aPortThatIsTakenIsASentence() {
        UsageException e = assertThrows(UsageException.class,
                () -> PageServer.start(new ServeSettings(new NamedModel("pretrained", MODEL),
                        InetAddress.getLoopbackAddress(), server.address().getPort(), false, 0.8),
                        FAILURES::add));
        assertTrue(e.getMessage().startsWith("--port and --bind must be free"), e.getMessage());
    }

    @Test
    void aClosedServerAnswersNobody() {
        PageServer other = start(false);
        URI address = other.address();
        other.close();
        assertThrows(ConnectException.class, () -> CLIENT
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()));
    }
}
