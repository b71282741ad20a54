using System.Text;
using FamilyCart.ServiceDefaults.Secrets;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.ServiceDefaults.Tests.Secrets;

public sealed class ReferringKeysTests
{
    private const string Variable = "FamilyCartReferring__Deep__Key";

    [Fact]
    public void Of_EveryKindOfProvider_FindsNestedKeysAndLists()
    {
        Environment.SetEnvironmentVariable(Variable, "{secret:one}");
        try
        {
            using var json = new MemoryStream(Encoding.UTF8.GetBytes("""{"A":{"B":{"C":"x{secret:two}","D":"plain"},"List":["no","{secret:three}"]},"A2":null}"""));
            using var chained = new ConfigurationManager();
            chained.AddInMemoryCollection([new("Chained:Key", "{secret:four}")]);
            using var configuration = new ConfigurationManager();
            configuration.AddConfiguration(chained).AddJsonStream(json).AddEnvironmentVariables().AddCommandLine(["--Line:Key={secret:five}", "--other=6"]);
            Assert.Equal(
                ["A:B:C", "A:List:1", "Chained:Key", "FamilyCartReferring:Deep:Key", "Line:Key"],
                ReferringKeys.Of(configuration).Order(StringComparer.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Fact]
    public void Of_AValueThatAnotherProviderOverrides_IsNotThere()
    {
        using var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("A:Key", "{secret:one}"), new("A:Other", "{secret:one}"), new("A", "{secret:one}")]);
        configuration.AddInMemoryCollection([new("a:key", "plain")]);
        Assert.Equal(["A", "A:Other"], ReferringKeys.Of(configuration));
    }

    [Fact]
    public void Of_NoReference_IsEmpty()
    {
        using var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("A:Key", "{secrets}"), new("B", null), new("C", "secret:one")]);
        Assert.Empty(ReferringKeys.Of(configuration));
    }
}
