namespace FamilyCart.AppHost.Publishing;

internal static class PublicAddressExtensions
{
    private const string Name = "public-address";

    /// <summary>Where users find what is published: scheme, host, and port unless it is the scheme's own, such as <c>https://uat.example.org</c>.</summary>
    public static ReferenceExpression PublicAddress(this IDistributedApplicationBuilder builder, string path = "")
    {
        var parameter = builder.Resources.OfType<ParameterResource>().FirstOrDefault(parameter => parameter.Name == Name) ?? builder.AddParameter(Name).Resource;
        return ReferenceExpression.Create($"{parameter}{path}");
    }
}
