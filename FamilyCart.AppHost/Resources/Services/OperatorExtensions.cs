using FamilyCart.AppHost.Secrets;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.AppHost.Resources.Services;

/// <summary>The topology's own operator, whose token opens what services keep for operators.</summary>
internal static class OperatorExtensions
{
    private const string Name = "operator-token";
    private const string CiName = "ci-token";
    private const string SlotName = "slot-token";
    private const int ShortestToken = 24;

    /// <summary>The token: a secret parameter like the passwords.</summary>
    public static IResourceBuilder<ParameterResource> AddOperatorToken(this IDistributedApplicationBuilder builder) =>
        builder.AddSecret(Name, ShortestToken).For(new SecretUse("token"));

    /// <summary>The token of workflows, which opens gates and leases and nothing else.</summary>
    public static IResourceBuilder<ParameterResource> AddCiToken(this IDistributedApplicationBuilder builder) =>
        builder.AddSecret(CiName, ShortestToken).For(new SecretUse("token"));

    /// <summary>The token by which the slots of the API know the gateway.</summary>
    public static IResourceBuilder<ParameterResource> AddSlotToken(this IDistributedApplicationBuilder builder) =>
        builder.AddSecret(SlotName, ShortestToken).For(new SecretUse("token"));

    /// <summary>Makes the gateway known to a slot, as <c>gateway</c>.</summary>
    public static IResourceBuilder<ProjectResource> KnowsGateway(
        this IResourceBuilder<ProjectResource> slot, IResourceBuilder<ParameterResource> token) =>
        slot.WithEnvironment("Operators__gateway__Token", token).WithEnvironment("Operators__gateway__Role", "gateway");

    /// <summary>Gives the gateway the token that the slots know it by.</summary>
    public static IResourceBuilder<ProjectResource> WithSlotToken(
        this IResourceBuilder<ProjectResource> gateway, IResourceBuilder<ParameterResource> token) =>
        gateway.WithEnvironment("Gateway__SlotToken", token);

    /// <summary>Makes workflows known to a service, as <c>ci</c>.</summary>
    public static IResourceBuilder<ProjectResource> WithCi(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<ParameterResource> token) =>
        service.WithEnvironment("Operators__ci__Token", token).WithEnvironment("Operators__ci__Role", "ci");

    /// <summary>Makes the operator known to a service, as <c>topology</c>.</summary>
    public static IResourceBuilder<ProjectResource> WithOperator(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<ParameterResource> token) =>
        service.WithEnvironment("Operators__topology__Token", token).WithEnvironment("Operators__topology__Role", "operator");

    /// <summary>What the token is in this run.</summary>
    public static string OperatorToken(this IConfiguration configuration) => configuration[$"Parameters:{Name}"] ?? "";
}
