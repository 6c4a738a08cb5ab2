package trader.commands;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Something to do next. In JSON each is told by its own fields. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(Step.Say.class), @JsonSubTypes.Type(Step.Do.class)})
public sealed interface Step {

  /** A command of ours, without slash, and what it is for. */
  record Say(String command, String purpose) implements Step {}

  /** Anything else, in words. */
  record Do(String action) implements Step {}
}
