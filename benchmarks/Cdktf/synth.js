// Milliseconds that cdktf takes to build and write a stack of so many resources, warm: node synth.js N…
const fs = require("fs"), os = require("os"), path = require("path");
const { App, TerraformStack, TerraformResource } = require("cdktf");

// Of terraform's own type: no provider's bindings are loaded, which only helps it.
class Data extends TerraformResource {
  constructor(scope, id, input) {
    super(scope, id, { terraformResourceType: "terraform_data" });
    this.input = input;
  }
  synthesizeAttributes() {
    return { input: this.input };
  }
}

function once(count, outdir) {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "shop");
  for (let i = 0; i < count; i++) {
    const name = `s${String(i).padStart(4, "0")}`;
    new Data(stack, name, {
      id: name,
      image: `ghcr.io/shop/${name}:1.${i % 10}.0`,
      port: 8080,
      replicas: 2,
      env: { LOG_LEVEL: "info", REGION: "eu-central-1", GREETING: `Hello from "${i}" #1` },
      tags: { team: "shop" },
    });
  }
  app.synth();
}

for (const count of process.argv.slice(2).map(Number)) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "beside-cdktf-"));
  const rounds = count <= 100 ? 200 : 24;
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const started = process.hrtime.bigint();
    once(count, path.join(root, String(i)));
    times.push(Number(process.hrtime.bigint() - started) / 1e6);
  }
  fs.rmSync(root, { recursive: true });
  // The second half: by then it is compiled.
  const warm = times.slice(rounds / 2).sort((a, b) => a - b);
  console.log(`${count} ${warm[Math.floor(warm.length / 2)].toFixed(3)}`);
}
