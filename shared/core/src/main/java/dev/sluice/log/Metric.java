package dev.sluice.log;

/** A figure that whoever operates this can watch, by its name in CloudWatch. */
public enum Metric {
  /** Milliseconds from the question's arrival at the gateway until its sources were posted. */
  TIME_TO_IMMEDIATE("TimeToImmediate", true),
  /** Milliseconds from the question's arrival until the first text was posted. */
  TIME_TO_FIRST_TOKEN("TimeToFirstToken", true),
  /** Milliseconds from the question's arrival until its end. */
  ANSWER_TIME("AnswerTime", true),
  /** Questions that were taken. */
  QUESTIONS("Questions", false),
  /** Questions that were refused because the tenant's budget of the day was spent. */
  QUESTIONS_REFUSED("QuestionsRefused", false),
  /** Questions that a model may not answer because the budget is spent. */
  BUDGET_SPENT("BudgetSpent", false),
  /** Answers that ended as failed. */
  ANSWERS_FAILED("AnswersFailed", false),
  /** Tokens of the answer, as the provider counted them. */
  TOKENS("Tokens", false),
  /** Frames that were posted with success. */
  FRAMES("Frames", false),
  /** Posts that had to be made again. */
  POSTS_RETRIED("PostsRetried", false),
  /** Readers that came back, or came on another connection, while the answer was made. */
  RESUMES("Resumes", false),
  /** Attempts that went on with what another had begun. */
  TAKEOVERS("Takeovers", false),
  /** Calls of models that cannot succeed before somebody changes a setting. */
  MODELS_MISCONFIGURED("ModelsMisconfigured", false);

  private final String title;
  private final boolean millis;

  Metric(String title, boolean millis) {
    this.title = title;
    this.millis = millis;
  }

  /** The name in CloudWatch. */
  public String title() {
    return title;
  }

  /** Whether it is a time in milliseconds rather than a number. */
  public boolean inMillis() {
    return millis;
  }
}
