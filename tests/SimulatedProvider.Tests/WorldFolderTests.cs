using InfraAgent.SimulatedProvider.Values;
using InfraAgent.SimulatedProvider.World;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class WorldFolderTests : IDisposable
{
    static readonly CtyType Named = CtyType.Object(new Dictionary<string, CtyType> { ["name"] = CtyType.String });
    readonly string folder = Directory.CreateTempSubdirectory("world-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static SortedDictionary<string, object?> Object(string name)
    {
        var value = Cty.NewObject();
        value["name"] = name;
        return value;
    }

    [Fact]
    public void Counters_and_keys_are_given_once_however_many_ask()
    {
        var numbers = new System.Collections.Concurrent.ConcurrentBag<int>();
        var won = 0;
        Parallel.For(0, 40, i =>
        {
            // A folder object each, as if each were a process of its own.
            var world = new WorldFolder(folder);
            numbers.Add(world.Next("revision"));
            if (world.Create("aws_x", "same", Object($"n{i}"))) Interlocked.Increment(ref won);
            new Journal(world).Write("create", "aws_x", $"{i}", changed: true, error: null);
        });
        Assert.Equal(Enumerable.Range(1, 40), numbers.Order());
        Assert.Equal(1, won);
        Assert.Equal(40, new Journal(new WorldFolder(folder)).Read().Select(e => e.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("../../outside")]
    [InlineData("..")]
    [InlineData("/ecs/api")]
    [InlineData("arn:aws:ecs:eu-west-1:1:service/shop/api")]
    public void Any_key_is_a_file_within_the_world(string key)
    {
        var world = new WorldFolder(folder);
        Assert.True(world.Create("aws_x", key, Object("a")));
        Assert.Equal("a", Cty.Text(world.Load("aws_x", key, Named), "name"));
        Assert.Equal(key, Assert.Single(world.All("aws_x", Named)).Key);
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "objects", "aws_x")));
        Assert.True(world.Delete("aws_x", key));
        Assert.False(world.Delete("aws_x", key));
    }

    [Fact]
    public void Keys_that_look_alike_do_not_meet()
    {
        var world = new WorldFolder(folder);
        Assert.True(world.Create("aws_x", "a/b", Object("1")));
        Assert.True(world.Create("aws_x", "a_b", Object("2")));
        Assert.True(world.Create("aws_x", "a:b", Object("3")));
        Assert.Equal(3, world.All("aws_x", Named).Count());
    }
}
