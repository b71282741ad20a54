using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class ReferenceExpressionTests
{
    private readonly ParameterResource _user = new("user", _ => "me");
    private readonly ParameterResource _password = new("password", _ => "p@ss/w", secret: true);

    [Fact]
    public async Task GetValueAsync_HolesAndLiterals_AreJoined()
    {
        var expression = ReferenceExpression.Create($"Username={_user};Password={_password};Braces={{}}");

        Assert.Equal("Username=me;Password=p@ss/w;Braces={}", await expression.GetValueAsync(CancellationToken.None));
        Assert.Equal("Username={user.value};Password={password.value};Braces={}", expression.ValueExpression);
    }

    [Fact]
    public async Task GetValueAsync_UriFormat_EscapesTheValueOnly()
    {
        var expression = ReferenceExpression.Create($"redis://:{_password:uri}@host");

        Assert.Equal("redis://:p%40ss%2Fw@host", await expression.GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task GetValueAsync_Nested_ResolvesInside()
    {
        var inner = ReferenceExpression.Create($"Host=h;Username={_user}");

        Assert.Equal("Host=h;Username=me;Database=d", await ReferenceExpression.Create($"{inner};Database={"d"}").GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task GetValueAsync_Empty_IsNoValueAtAll()
        => Assert.Null(await ReferenceExpression.Empty.GetValueAsync(CancellationToken.None));

    [Theory]
    [InlineData("ME", "yes")]
    [InlineData("you", "no")]
    public async Task CreateConditional_ByValueIgnoringCase_TakesOneBranch(string match, string expected)
    {
        var expression = ReferenceExpression.CreateConditional(
            _user, match, ReferenceExpression.Create($"{"yes"}"), ReferenceExpression.Create($"{"no"}"));

        Assert.Equal(expected, await expression.GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public void Builder_UnescapedBraces_Throw()
    {
        var builder = new ReferenceExpressionBuilder();
        builder.AppendLiteral("{oops");

        Assert.Throws<FormatException>(() => builder.Build().ValueExpression);
    }

    [Fact]
    public async Task Builder_AppendInterpolated_WritesIntoItself()
    {
        var builder = new ReferenceExpressionBuilder();
        builder.AppendLiteral("a=");
        builder.Append($"{_user};");
        builder.AppendFormatted(_password);

        Assert.Equal("a=me;p@ss/w", await builder.Build().GetValueAsync(CancellationToken.None));
    }
}
