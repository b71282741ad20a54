namespace FamilyCart.RunnerManager.Pages;

/// <summary>Where an operator says who they are. The token stays in the page's memory and goes out with a button alone.</summary>
internal static class OperatorSection
{
    public const string Html = """
        <details id="operator">
        <summary>Operator</summary>
        <form id="token-form" autocomplete="off">
        <p><label for="token">Operator token</label> <input id="token" type="password" autocomplete="off" spellcheck="false" aria-describedby="token-help"></p>
        <p><label for="reason">Reason of a drain (may be left out)</label> <input id="reason" type="text" maxlength="200"></p>
        <p><button type="submit">Use this token</button> <button type="button" id="forget">Forget it</button></p>
        <p id="token-help"><small>It is kept until this page is closed or loaded again, and nowhere else.</small></p>
        </form>
        </details>
        <noscript><p><small>Without script this page is read only. <code>POST api/pools/NAME/drain</code> with the operator token does the same.</small></p></noscript>
        """;
}
