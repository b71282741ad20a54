namespace FamilyCart.Gateway.Routing;

/// <summary>Sends /runners to /runners/, and /grafana to /grafana/, so that the relative links of their pages stay below the prefix.</summary>
internal static class PrefixRedirect
{
    /// <summary>Looks for the prefix alone before it goes on.</summary>
    public static RequestDelegate Before(string prefix, RequestDelegate next) => context =>
    {
        var request = context.Request;
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || !request.Path.Equals(prefix, StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        context.Response.Redirect($"{prefix}/{request.QueryString}", permanent: true, preserveMethod: true);
        return Task.CompletedTask;
    };
}
