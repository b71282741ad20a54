namespace FamilyCart.Api.Pages;

internal static class PagesApi
{
    internal static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        // The token in the query is for the script of the page; here nobody looks at it.
        var pages = routes.MapGroup("/pages").AllowAnonymous().ExcludeFromDescription();
        pages.MapGet("/verify", () => Page.Verify);
        pages.MapGet("/reset-password", () => Page.ResetPassword);
        pages.MapGet("/invitation", () => Page.Invitation);
        return routes;
    }
}
