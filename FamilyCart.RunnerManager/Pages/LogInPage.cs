namespace FamilyCart.RunnerManager.Pages;

/// <summary>What stands in the page's place for those who may not look: a form for a token.</summary>
internal static class LogInPage
{
    /// <param name="context">The request's.</param>
    /// <param name="status">What to answer.</param>
    /// <param name="wrong">What was wrong with the last try; null for nothing.</param>
    public static Task WriteAsync(HttpContext context, int status, string? wrong)
    {
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return PageWriter.WriteAsync(context, status, PageAssets.LogInScript, $"""
            <h1>Runners</h1>
            <p id="said" role="alert">{Html.Encode(wrong ?? "")}</p>
            <form id="log-in" method="post" action="log-in" autocomplete="off">
            <p><label for="token">Token of a viewer or an operator</label> <input id="token" name="token" type="password" required maxlength="256" autocomplete="off" spellcheck="false" autofocus></p>
            <p><button type="submit">Log in</button></p>
            <p><small>Logged in, this browser may look until you log out; whoever changes something is asked for a token again. Programs send <code>Authorization: Bearer TOKEN</code>.</small></p>
            </form>
            """);
    }
}
