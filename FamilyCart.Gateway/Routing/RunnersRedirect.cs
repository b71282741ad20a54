namespace FamilyCart.Gateway.Routing;

/// <summary>Sends /runners to /runners/, so that the relative links of the manager's page stay below the prefix.</summary>
internal static class RunnersRedirect
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!request.Path.Equals(ProxyRoutes.RunnersPrefix, StringComparison.OrdinalIgnoreCase)
            || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            return next(context);
        }

        context.Response.Redirect($"{ProxyRoutes.RunnersPrefix}/{request.QueryString}", permanent: true, preserveMethod: true);
        return Task.CompletedTask;
    }
}
