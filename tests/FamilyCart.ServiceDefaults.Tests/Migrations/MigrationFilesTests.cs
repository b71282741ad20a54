using System.Reflection;
using FamilyCart.ServiceDefaults.Migrations;

namespace FamilyCart.ServiceDefaults.Tests.Migrations;

public sealed class MigrationFilesTests
{
    [Fact]
    public void EmbeddedIn_AnAssembly_FindsItsFilesInOrder()
    {
        var files = MigrationFiles.EmbeddedIn(Assembly.GetExecutingAssembly()).All;

        Assert.Equal(["0001_create_lists.sql", "0002_add_items.sql"], files.Select(file => file.Name));
        Assert.Equal([1, 2], files.Select(file => file.Number));
        Assert.StartsWith("create table lists (\n", files[0].Sql, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{64}$", files[0].Checksum);
    }

    [Fact]
    public void EmbeddedIn_AnAssemblyWithout_IsRefused()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => MigrationFiles.EmbeddedIn(typeof(object).Assembly));
        Assert.Contains("Migrations/0001_create_lists.sql", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Order_OfTwinNumbers_IsRefusedByName()
    {
        var exception = Assert.Throws<InvalidOperationException>(() =>
            MigrationFiles.Order([MigrationFiles.Create("0002_b.sql", "b"), MigrationFiles.Create("0002_a.sql", "a")], "Tests"));
        Assert.Equal("Tests embeds 0002_a.sql and 0002_b.sql with the same number.", exception.Message);
    }

    [Fact]
    public void Create_OfOtherLineEnds_HasTheSameChecksum() => Assert.Equal(
        MigrationFiles.Create("0001_a.sql", "select 1;\nselect 2;"),
        MigrationFiles.Create("0001_a.sql", "select 1;\r\nselect 2;"));
}
