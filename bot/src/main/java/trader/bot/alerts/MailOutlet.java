package trader.bot.alerts;

import jakarta.activation.DataHandler;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import trader.bot.chat.ChartImage;
import trader.commands.Page;
import trader.commands.Secret;
import trader.commands.Section;
import trader.commands.TextRenderer;
import trader.commands.people.Contact;
import trader.commands.people.Operators;

/** Tells people by e-mail. */
public final class MailOutlet implements Outlet {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LONGEST_SUBJECT = 150;
  private static final int REFUSED_FOR_GOOD = 550;
  private static final int LAST_ABOUT_THE_MESSAGE = 554;

  private final MailSettings settings;
  private final Operators.Source people;
  private final Session session;
  private final InstantSource clock;

  /**
   * Mails over that server; connects for each message.
   *
   * @param people whose first contact of each subject is told where the settings name nobody
   */
  public MailOutlet(MailSettings settings, Operators.Source people, InstantSource clock) {
    this.settings = settings;
    this.people = people;
    this.session = Session.getInstance(properties(settings));
    this.clock = clock;
  }

  private static Properties properties(MailSettings settings) {
    String protocol = settings.tls() ? "smtps" : "smtp";
    String millis = Long.toString(TIMEOUT.toMillis());
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", protocol);
    for (String patience : List.of("connectiontimeout", "timeout", "writetimeout")) {
      properties.setProperty("mail." + protocol + "." + patience, millis);
    }
    properties.setProperty("mail.smtps.ssl.checkserveridentity", "true");
    if (settings.upgrades()) {
      properties.setProperty("mail.smtp.starttls.enable", "true");
      properties.setProperty("mail.smtp.starttls.required", "true");
      properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    }
    return properties;
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public void deliver(Message message) throws UndeliveredException {
    List<String> to = message.place().map(List::of).orElseGet(this::usual);
    if (to.isEmpty()) {
      throw new UndeliveredException(
          "there is no address for it; ALERT_MAIL_TO or a contact's email names one",
          Optional.empty(),
          true);
    }
    try (Transport transport = session.getTransport()) {
      MimeMessage mail = mail(message, to);
      transport.connect(
          settings.host(),
          settings.port(),
          settings.user().orElse(null),
          settings.password().map(Secret::reveal).orElse(null));
      transport.sendMessage(mail, mail.getAllRecipients());
    } catch (AuthenticationFailedException _) {
      throw new UndeliveredException(
          "the mail server refuses the user or password of SMTP_URL", Optional.empty(), false);
    } catch (MessagingException e) {
      throw undelivered(e);
    }
  }

  private List<String> usual() {
    return settings.to().isEmpty()
        ? Contact.SUBJECTS.stream()
            .flatMap(subject -> people.now().contacts(subject).stream().limit(1))
            .flatMap(contact -> contact.email().stream())
            .distinct()
            .toList()
        : settings.to();
  }

  private MimeMessage mail(Message message, List<String> to) throws MessagingException {
    MimeMessage mail = new MessageWithId(session, message.id(), settings.from());
    mail.setFrom(new InternetAddress(settings.from()));
    for (String address : to) {
      mail.addRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(address));
    }
    mail.setSubject(subject(message.page()), StandardCharsets.UTF_8.name());
    mail.setSentDate(sentDate());
    // Vacation notices and their like have no business with an alert.
    mail.setHeader("Auto-Submitted", "auto-generated");
    if (message.loud()) {
      mail.setHeader("Importance", "high");
      mail.setHeader("X-Priority", "1");
    }
    mail.setContent(content(message.page()));
    return mail;
  }

  @SuppressWarnings("JavaUtilDate") // What the mail library takes.
  private Date sentDate() {
    return Date.from(clock.instant());
  }

  private static String subject(Page page) {
    String line = page.title().replaceAll("\\p{Cntrl}+", " ").strip();
    return "[trader] " + line.substring(0, Math.min(LONGEST_SUBJECT, line.length()));
  }

  private static MimeMultipart content(Page page) throws MessagingException {
    MimeMultipart parts = new MimeMultipart();
    MimeBodyPart text = new MimeBodyPart();
    text.setText(
        new TextRenderer(TextRenderer.Spelling.CHAT).render(page), StandardCharsets.UTF_8.name());
    parts.addBodyPart(text);
    for (Section section : page.sections()) {
      if (section instanceof Section.Chart chart && !chart.points().isEmpty()) {
        MimeBodyPart picture = new MimeBodyPart();
        picture.setDataHandler(
            new DataHandler(new ByteArrayDataSource(ChartImage.png(chart), "image/png")));
        picture.setFileName(chart.name().replaceAll("[^A-Za-z0-9_-]", "_") + ".png");
        picture.setDisposition(Part.INLINE);
        parts.addBodyPart(picture);
      }
    }
    return parts;
  }

  /** The server's own words may repeat what was sent to it, so that only its code is shown. */
  private static UndeliveredException undelivered(MessagingException e) {
    int code = code(e);
    boolean permanent = code >= REFUSED_FOR_GOOD && code <= LAST_ABOUT_THE_MESSAGE;
    String what =
        code > 0
            ? "the mail server answered " + code
            : "the mail server of SMTP_URL cannot be used (" + e.getClass().getSimpleName() + ")";
    return new UndeliveredException(what, Optional.empty(), permanent);
  }

  private static int code(Exception failure) {
    int code = 0;
    for (Exception e = failure; e != null; e = next(e)) {
      int own =
          switch (e) {
            case SMTPSendFailedException send -> send.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPAddressFailedException address -> address.getReturnCode();
            default -> 0;
          };
      code = Math.max(code, own);
    }
    return code;
  }

  private static @Nullable Exception next(Exception e) {
    return e instanceof MessagingException messaging ? messaging.getNextException() : null;
  }

  /** Says the same id at every try, so that a mailbox can tell a repetition. */
  private static final class MessageWithId extends MimeMessage {
    private final String messageId;

    MessageWithId(Session session, String id, String from) {
      super(session);
      String host = from.substring(from.indexOf('@') + 1).toLowerCase(Locale.ROOT);
      this.messageId =
          "<" + UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)) + "@" + host + ">";
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", messageId);
    }
  }
}
