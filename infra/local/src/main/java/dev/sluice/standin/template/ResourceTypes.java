package dev.sluice.standin.template;

import java.util.Set;

/** Which resource types run locally, and which are accepted although nothing stands for them. */
final class ResourceTypes {
  static final String FUNCTION = "AWS::Serverless::Function";
  static final String SAM_API = "AWS::Serverless::WebSocketApi";
  static final String SIMPLE_TABLE = "AWS::Serverless::SimpleTable";
  static final String API = "AWS::ApiGatewayV2::Api";
  static final String STAGE = "AWS::ApiGatewayV2::Stage";
  static final String ROUTE = "AWS::ApiGatewayV2::Route";
  static final String INTEGRATION = "AWS::ApiGatewayV2::Integration";
  static final String ROUTE_RESPONSE = "AWS::ApiGatewayV2::RouteResponse";
  static final String INTEGRATION_RESPONSE = "AWS::ApiGatewayV2::IntegrationResponse";
  static final String TABLE = "AWS::DynamoDB::Table";
  static final String BUCKET = "AWS::S3::Bucket";
  static final String QUEUE = "AWS::SQS::Queue";
  static final String RULE = "AWS::Events::Rule";
  static final String PARAMETER = "AWS::SSM::Parameter";
  static final String SECRET = "AWS::SecretsManager::Secret";
  static final String QUEUE_POLICY = "AWS::SQS::QueuePolicy";
  static final String BUCKET_POLICY = "AWS::S3::BucketPolicy";
  static final String PERMISSION = "AWS::Lambda::Permission";

  /** Types that the stand-in runs. */
  static final Set<String> RUN =
      Set.of(
          FUNCTION,
          SAM_API,
          SIMPLE_TABLE,
          API,
          STAGE,
          ROUTE,
          INTEGRATION,
          ROUTE_RESPONSE,
          INTEGRATION_RESPONSE,
          TABLE,
          BUCKET,
          QUEUE,
          RULE,
          PARAMETER,
          SECRET,
          QUEUE_POLICY,
          BUCKET_POLICY,
          PERMISSION);

  /**
   * Types whose absence no handler and no client can see: observation, names and certificates,
   * delivery in front of the API, encryption at rest. Roles and their policies are read where a
   * function has them.
   */
  static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "AWS::ApiGateway::Account",
          "AWS::ApiGatewayV2::ApiMapping",
          "AWS::ApiGatewayV2::Deployment",
          "AWS::ApiGatewayV2::DomainName",
          "AWS::ApplicationInsights::Application",
          "AWS::Budgets::Budget",
          "AWS::CertificateManager::Certificate",
          "AWS::CloudFront::CachePolicy",
          "AWS::CloudFront::Distribution",
          "AWS::CloudFront::Function",
          "AWS::CloudFront::OriginAccessControl",
          "AWS::CloudFront::OriginRequestPolicy",
          "AWS::CloudFront::ResponseHeadersPolicy",
          "AWS::CloudWatch::Alarm",
          "AWS::CloudWatch::AnomalyDetector",
          "AWS::CloudWatch::CompositeAlarm",
          "AWS::CloudWatch::Dashboard",
          "AWS::IAM::ManagedPolicy",
          "AWS::IAM::Policy",
          "AWS::IAM::Role",
          "AWS::KMS::Alias",
          "AWS::KMS::Key",
          "AWS::Logs::LogGroup",
          "AWS::Logs::MetricFilter",
          "AWS::Logs::QueryDefinition",
          "AWS::Logs::ResourcePolicy",
          "AWS::Logs::SubscriptionFilter",
          "AWS::ResourceGroups::Group",
          "AWS::Route53::RecordSet",
          "AWS::SNS::Subscription",
          "AWS::SNS::Topic",
          "AWS::SNS::TopicPolicy",
          "AWS::WAFv2::WebACL",
          "AWS::WAFv2::WebACLAssociation",
          "AWS::XRay::SamplingRule");

  private ResourceTypes() {}
}
