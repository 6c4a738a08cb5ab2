package trader.bot.http;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PostMapping;

/** The OpenAPI document at {@code /v3/api-docs}, which is {@code /openapi.json} too. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
  private static final String TOKEN = "token";

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("trader ops API")
                .description(
                    "Lowering risk takes one call. A call that raises it is answered 202 with a"
                        + " preview and a confirmation id. Errors are RFC 9457 problem documents.")
                .version("1")
                .license(new License().name("Apache-2.0")))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name(Caller.TOKEN)
                        .description(
                            "A person's API token, of which the operators file has the SHA-256, or"
                                + " OPS_API_TOKEN, which names nobody and raises no risk on a real"
                                + " venue")));
  }

  /** What each changing call takes and does, by the commands' own list. */
  @Bean
  CatalogSchemas catalogSchemas() {
    return new CatalogSchemas();
  }

  /** The headers and answers that every changing call has. */
  @Bean
  OperationCustomizer changingCalls() {
    return (operation, method) -> {
      if (method.hasMethodAnnotation(PostMapping.class)) {
        operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
        operation.addParametersItem(
            header(
                Caller.ACTOR,
                "Who makes the call, for the audit; believed of nobody, and left out where the token is a"
                    + " person's"));
        operation.addParametersItem(
            header(Caller.IDEMPOTENCY_KEY, "The same key answers the first call's result"));
        operation.addParametersItem(
            header(Caller.CONFIRM, "The confirmation id of a preview, within 60 s"));
        operation.addParametersItem(
            header(Caller.REASON, "Why; a call that raises risk needs one"));
        operation.addParametersItem(
            header(
                Caller.CODE,
                "Six digits of the person's code generator; a real venue takes them with a"
                    + " confirmation"));
        operation.addParametersItem(
            header(
                Caller.ISSUED_AT,
                "When it was issued, ISO-8601; a call that raises risk is refused when older than"
                    + " a minute"));
        operation
            .getResponses()
            .addApiResponse("202", response("It raises risk: a preview with a confirmation id"))
            .addApiResponse("401", response("The token is missing or wrong"))
            .addApiResponse("409", response("Refused; the problem says why"))
            .addApiResponse("504", response("Written, and not confirmed by the engine in time"));
      }
      return operation;
    };
  }

  private static ApiResponse response(String description) {
    return new ApiResponse().description(description);
  }

  private static HeaderParameter header(String name, String description) {
    HeaderParameter parameter = new HeaderParameter();
    parameter.name(name).description(description).required(false).schema(new StringSchema());
    return parameter;
  }
}
