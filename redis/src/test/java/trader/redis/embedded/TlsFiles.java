package trader.redis.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate for 127.0.0.1 made by this JDK's keytool, and the server settings that use it. */
public final class TlsFiles {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private final Path folder;
  private final int port = Ports.free();

  private TlsFiles(Path folder) {
    this.folder = folder;
  }

  /** Makes key, certificate and trust store in {@code folder}. */
  public static TlsFiles create(Path folder) {
    TlsFiles files = new TlsFiles(folder);
    try {
      files.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return files;
  }

  private void make() throws IOException, GeneralSecurityException, InterruptedException {
    Path store = folder.resolve("redis.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                "EC",
                "-dname",
                "CN=redis",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("keytool.log")));
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    pem("redis.key", "PRIVATE KEY", keys.getKey("redis", PASSWORD).getEncoded());
    pem("redis.crt", "CERTIFICATE", keys.getCertificate("redis").getEncoded());
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, PASSWORD);
    trust.setCertificateEntry("redis", keys.getCertificate("redis"));
    try (var out = Files.newOutputStream(folder.resolve("trust.p12"))) {
      trust.store(out, PASSWORD);
    }
  }

  private void pem(String name, String kind, byte[] der) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind));
  }

  /** The port on which the server speaks TLS. */
  public int port() {
    return port;
  }

  /** What redis-server needs to speak TLS besides plain text. */
  public String[] settings() {
    return new String[] {
      "--tls-port",
      "" + port,
      "--tls-cert-file",
      folder.resolve("redis.crt").toString(),
      "--tls-key-file",
      folder.resolve("redis.key").toString(),
      "--tls-ca-cert-file",
      folder.resolve("redis.crt").toString(),
      "--tls-auth-clients",
      "no"
    };
  }

  /** Makes this JVM trust the certificate, as an operator would with a CA of their own. */
  public void trust() {
    try (InputStream in = Files.newInputStream(folder.resolve("trust.p12"))) {
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(in, PASSWORD);
      var managers =
          javax.net.ssl.TrustManagerFactory.getInstance(
              javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trust);
      var context = javax.net.ssl.SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      javax.net.ssl.SSLContext.setDefault(context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    System.setProperty("javax.net.ssl.trustStore", folder.resolve("trust.p12").toString());
    System.setProperty("javax.net.ssl.trustStorePassword", new String(PASSWORD));
  }
}
