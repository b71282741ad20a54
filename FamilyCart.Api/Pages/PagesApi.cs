namespace FamilyCart.Api.Pages;

internal static class PagesApi
{
    internal static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        // The token is for the script of the page: in the fragment, or in the query of a letter of the version before. Here nobody looks.
        var pages = routes.MapGroup("/pages").AllowAnonymous().ExcludeFromDescription();
        pages.MapGet("/verify", () => Page.Verify);
        pages.MapGet("/reset-password", () => Page.ResetPassword);
        pages.MapGet("/invitation", () => Page.Invitation);
        return routes;
    }
}
