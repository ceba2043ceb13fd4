import * as pulumi from "@pulumi/pulumi";
import * as k8s from "@pulumi/kubernetes";

const config = new pulumi.Config();
const ordersReplicas = config.requireNumber("ordersReplicas");
const webImage = config.require("webImage");

const provider = new k8s.Provider("kubernetes-provider", {});

const namespace = new k8s.core.v1.Namespace("namespace", {
    metadata: {
        name: "ia-shop",
        labels: {
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
            "pod-security.kubernetes.io/enforce": "restricted",
            "pod-security.kubernetes.io/warn": "restricted",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
}, { provider, retainOnDelete: true });

// --- orders ---

const ordersServiceaccount = new k8s.core.v1.ServiceAccount("orders-serviceaccount", {
    metadata: {
        name: "orders",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "orders",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    automountServiceAccountToken: false,
}, { provider });

const ordersConfigmap = new k8s.core.v1.ConfigMap("orders-configmap", {
    metadata: {
        name: "orders",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "orders",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    data: {
        CACHE_AUTH: "password",
        CACHE_CLUSTER: "false",
        CACHE_HOST: "redis",
        CACHE_NAME: "redis",
        CACHE_PORT: "6379",
        CACHE_TLS: "false",
        CACHE_USER: "default",
        DATABASE_HOST: "orders-db",
        DATABASE_NAME: "orders",
        DATABASE_PORT: "5432",
        DATABASE_SSLMODE: "disable",
        DATABASE_USER: "app",
        DB_HOST: "orders-db",
        DB_NAME: "orders",
        LEVEL: "warn",
    },
}, { provider });

const ordersExternalsecret = new k8s.apiextensions.CustomResource("orders-externalsecret", {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: {
        name: "orders",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "orders",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        refreshInterval: "1h",
        secretStoreRef: { name: "vault", kind: "ClusterSecretStore" },
        target: {
            name: "orders",
            creationPolicy: "Owner",
            deletionPolicy: "Retain",
        },
        data: [
            {
                secretKey: "CACHE_PASSWORD",
                remoteRef: { key: "kv/shop/redis", property: "password" },
            },
            {
                secretKey: "DATABASE_PASSWORD",
                remoteRef: { key: "kv/shop/orders", property: "password" },
            },
            {
                secretKey: "DB_PASSWORD",
                remoteRef: { key: "kv/shop/orders", property: "password" },
            },
        ],
    },
}, { provider });

const ordersDeployment = new k8s.apps.v1.Deployment("orders-deployment", {
    metadata: {
        name: "orders",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "orders",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        replicas: ordersReplicas,
        revisionHistoryLimit: 5,
        progressDeadlineSeconds: 180,
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } },
        selector: { matchLabels: { "app.kubernetes.io/name": "orders" } },
        template: {
            metadata: {
                labels: {
                    "app.kubernetes.io/name": "orders",
                    team: "shop",
                    "app.kubernetes.io/instance": "ia-shop",
                    "app.kubernetes.io/part-of": "ia-shop",
                },
                annotations: {
                    "infra-agent/config-digest": "8641e8ffa4321ba7886e00fe8333b5bffeee2341df18e003a76b62042c54122c",
                    "prometheus.io/port": "8080",
                    "prometheus.io/scrape": "true",
                },
            },
            spec: {
                serviceAccountName: "orders",
                automountServiceAccountToken: false,
                enableServiceLinks: false,
                terminationGracePeriodSeconds: 30,
                securityContext: {
                    runAsNonRoot: true,
                    runAsUser: 65532,
                    runAsGroup: 65532,
                    fsGroup: 65532,
                    fsGroupChangePolicy: "OnRootMismatch",
                    seccompProfile: { type: "RuntimeDefault" },
                },
                topologySpreadConstraints: [
                    {
                        maxSkew: 1,
                        topologyKey: "topology.kubernetes.io/zone",
                        whenUnsatisfiable: "ScheduleAnyway",
                        labelSelector: { matchLabels: { "app.kubernetes.io/name": "orders" } },
                    },
                    {
                        maxSkew: 1,
                        topologyKey: "kubernetes.io/hostname",
                        whenUnsatisfiable: "ScheduleAnyway",
                        labelSelector: { matchLabels: { "app.kubernetes.io/name": "orders" } },
                    },
                ],
                containers: [
                    {
                        name: "orders",
                        image: "ghcr.io/shop/orders:2.3.1",
                        ports: [
                            {
                                name: "http",
                                containerPort: 8080,
                                protocol: "TCP",
                            },
                        ],
                        envFrom: [{ configMapRef: { name: "orders" } }],
                        env: [
                            {
                                name: "CACHE_PASSWORD",
                                valueFrom: {
                                    secretKeyRef: { name: "orders", key: "CACHE_PASSWORD" },
                                },
                            },
                            {
                                name: "DATABASE_PASSWORD",
                                valueFrom: {
                                    secretKeyRef: { name: "orders", key: "DATABASE_PASSWORD" },
                                },
                            },
                            {
                                name: "DB_PASSWORD",
                                valueFrom: { secretKeyRef: { name: "orders", key: "DB_PASSWORD" } },
                            },
                        ],
                        resources: {
                            requests: { cpu: "250m", memory: "256Mi" },
                            limits: { memory: "512Mi" },
                        },
                        startupProbe: {
                            httpGet: { path: "/healthz", port: 8080 },
                            periodSeconds: 5,
                            timeoutSeconds: 2,
                            failureThreshold: 12,
                        },
                        readinessProbe: {
                            httpGet: { path: "/healthz", port: 8080 },
                            periodSeconds: 10,
                            timeoutSeconds: 2,
                            failureThreshold: 3,
                        },
                        livenessProbe: {
                            httpGet: { path: "/healthz", port: 8080 },
                            periodSeconds: 10,
                            timeoutSeconds: 2,
                            failureThreshold: 6,
                        },
                        securityContext: {
                            allowPrivilegeEscalation: false,
                            readOnlyRootFilesystem: true,
                            capabilities: { drop: ["ALL"] },
                        },
                        volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
                    },
                ],
                volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1Gi" } }],
            },
        },
    },
}, { provider, dependsOn: [ordersServiceaccount, ordersConfigmap, ordersExternalsecret] });

const ordersService = new k8s.core.v1.Service("orders-service", {
    metadata: {
        name: "orders",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "orders",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        type: "ClusterIP",
        selector: { "app.kubernetes.io/name": "orders" },
        ports: [
            {
                name: "http",
                port: 80,
                targetPort: 8080,
                protocol: "TCP",
            },
        ],
    },
}, { provider });

const ordersPdb = new k8s.policy.v1.PodDisruptionBudget("orders-pdb", {
    metadata: {
        name: "orders",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "orders",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: "AlwaysAllow",
        selector: { matchLabels: { "app.kubernetes.io/name": "orders" } },
    },
}, { provider });

const ordersNetworkpolicy = new k8s.networking.v1.NetworkPolicy("orders-networkpolicy", {
    metadata: {
        name: "orders",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "orders",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        podSelector: { matchLabels: { "app.kubernetes.io/name": "orders" } },
        policyTypes: ["Ingress", "Egress"],
        ingress: [
            {
                from: [{ namespaceSelector: {} }],
                ports: [{ protocol: "TCP", port: 8080 }],
            },
        ],
        egress: [
            { ports: [{ protocol: "UDP", port: 53 }, { protocol: "TCP", port: 53 }] },
            {
                to: [
                    {
                        podSelector: { matchLabels: { "app.kubernetes.io/name": "orders-db" } },
                    },
                ],
                ports: [{ protocol: "TCP", port: 5432 }],
            },
            {
                to: [
                    {
                        podSelector: { matchLabels: { "app.kubernetes.io/name": "redis" } },
                    },
                ],
                ports: [{ protocol: "TCP", port: 6379 }],
            },
        ],
    },
}, { provider });

// --- orders-db ---

const ordersDbServiceaccount = new k8s.core.v1.ServiceAccount("orders-db-serviceaccount", {
    metadata: {
        name: "orders-db",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "orders-db",
            "app.kubernetes.io/component": "postgres",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    automountServiceAccountToken: false,
}, { provider });

const ordersDbConfigmap = new k8s.core.v1.ConfigMap("orders-db-configmap", {
    metadata: {
        name: "orders-db",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "orders-db",
            "app.kubernetes.io/component": "postgres",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    data: {
        PGDATA: "/var/lib/postgresql/data/pgdata",
        POSTGRES_DB: "orders",
        POSTGRES_USER: "app",
    },
}, { provider });

const ordersDbExternalsecret = new k8s.apiextensions.CustomResource("orders-db-externalsecret", {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: {
        name: "orders-db",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "orders-db",
            "app.kubernetes.io/component": "postgres",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        refreshInterval: "1h",
        secretStoreRef: { name: "vault", kind: "ClusterSecretStore" },
        target: {
            name: "orders-db",
            creationPolicy: "Owner",
            deletionPolicy: "Retain",
        },
        data: [
            {
                secretKey: "POSTGRES_PASSWORD",
                remoteRef: { key: "kv/shop/orders", property: "password" },
            },
        ],
    },
}, { provider });

const ordersDbStatefulset = new k8s.apps.v1.StatefulSet("orders-db-statefulset", {
    metadata: {
        name: "orders-db",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "orders-db",
            "app.kubernetes.io/component": "postgres",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        serviceName: "orders-db-headless",
        replicas: 1,
        revisionHistoryLimit: 5,
        updateStrategy: { type: "RollingUpdate" },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
        selector: { matchLabels: { "app.kubernetes.io/name": "orders-db" } },
        template: {
            metadata: {
                labels: {
                    "app.kubernetes.io/name": "orders-db",
                    "app.kubernetes.io/component": "postgres",
                    team: "shop",
                    "app.kubernetes.io/instance": "ia-shop",
                    "app.kubernetes.io/part-of": "ia-shop",
                },
                annotations: {
                    "infra-agent/config-digest": "5e91abd8dfc49f29521a473e9334b33aa3dcda8452fd16e934a5aa7fff4e2286",
                },
            },
            spec: {
                serviceAccountName: "orders-db",
                automountServiceAccountToken: false,
                enableServiceLinks: false,
                terminationGracePeriodSeconds: 30,
                securityContext: {
                    runAsNonRoot: true,
                    runAsUser: 70,
                    runAsGroup: 70,
                    fsGroup: 70,
                    fsGroupChangePolicy: "OnRootMismatch",
                    seccompProfile: { type: "RuntimeDefault" },
                },
                topologySpreadConstraints: [
                    {
                        maxSkew: 1,
                        topologyKey: "topology.kubernetes.io/zone",
                        whenUnsatisfiable: "ScheduleAnyway",
                        labelSelector: { matchLabels: { "app.kubernetes.io/name": "orders-db" } },
                    },
                    {
                        maxSkew: 1,
                        topologyKey: "kubernetes.io/hostname",
                        whenUnsatisfiable: "ScheduleAnyway",
                        labelSelector: { matchLabels: { "app.kubernetes.io/name": "orders-db" } },
                    },
                ],
                containers: [
                    {
                        name: "orders-db",
                        image: "postgres:17.6-alpine",
                        args: [
                            "-c",
                            "max_connections=100",
                            "-c",
                            "password_encryption=scram-sha-256",
                        ],
                        ports: [
                            {
                                name: "postgres",
                                containerPort: 5432,
                                protocol: "TCP",
                            },
                        ],
                        envFrom: [{ configMapRef: { name: "orders-db" } }],
                        env: [
                            {
                                name: "POSTGRES_PASSWORD",
                                valueFrom: {
                                    secretKeyRef: { name: "orders-db", key: "POSTGRES_PASSWORD" },
                                },
                            },
                        ],
                        resources: {
                            requests: { cpu: "250m", memory: "4Gi" },
                            limits: { memory: "4Gi" },
                        },
                        startupProbe: {
                            exec: {
                                command: [
                                    "pg_isready",
                                    "-q",
                                    "-h",
                                    "127.0.0.1",
                                    "-U",
                                    "app",
                                    "-d",
                                    "orders",
                                ],
                            },
                            periodSeconds: 5,
                            timeoutSeconds: 2,
                            failureThreshold: 12,
                        },
                        readinessProbe: {
                            exec: {
                                command: [
                                    "pg_isready",
                                    "-q",
                                    "-h",
                                    "127.0.0.1",
                                    "-U",
                                    "app",
                                    "-d",
                                    "orders",
                                ],
                            },
                            periodSeconds: 10,
                            timeoutSeconds: 2,
                            failureThreshold: 3,
                        },
                        livenessProbe: {
                            exec: {
                                command: [
                                    "pg_isready",
                                    "-q",
                                    "-h",
                                    "127.0.0.1",
                                    "-U",
                                    "app",
                                    "-d",
                                    "orders",
                                ],
                            },
                            periodSeconds: 10,
                            timeoutSeconds: 2,
                            failureThreshold: 6,
                        },
                        securityContext: {
                            allowPrivilegeEscalation: false,
                            readOnlyRootFilesystem: true,
                            capabilities: { drop: ["ALL"] },
                        },
                        volumeMounts: [
                            { name: "data", mountPath: "/var/lib/postgresql/data" },
                            { name: "run", mountPath: "/var/run/postgresql" },
                            { name: "tmp", mountPath: "/tmp" },
                        ],
                    },
                ],
                volumes: [
                    { name: "run", emptyDir: { sizeLimit: "1Gi" } },
                    { name: "tmp", emptyDir: { sizeLimit: "1Gi" } },
                ],
            },
        },
        volumeClaimTemplates: [
            {
                metadata: { name: "data", labels: { "app.kubernetes.io/name": "orders-db" } },
                spec: {
                    accessModes: ["ReadWriteOnce"],
                    resources: { requests: { storage: "100Gi" } },
                },
            },
        ],
    },
}, { provider, dependsOn: [ordersDbServiceaccount, ordersDbConfigmap, ordersDbExternalsecret] });

const ordersDbService = new k8s.core.v1.Service("orders-db-service", {
    metadata: {
        name: "orders-db",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "orders-db",
            "app.kubernetes.io/component": "postgres",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        type: "ClusterIP",
        selector: { "app.kubernetes.io/name": "orders-db" },
        ports: [
            {
                name: "postgres",
                port: 5432,
                targetPort: 5432,
                protocol: "TCP",
            },
        ],
    },
}, { provider });

const ordersDbHeadlessService = new k8s.core.v1.Service("orders-db-headless-service", {
    metadata: {
        name: "orders-db-headless",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "orders-db",
            "app.kubernetes.io/component": "postgres",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        clusterIP: "None",
        publishNotReadyAddresses: true,
        selector: { "app.kubernetes.io/name": "orders-db" },
        ports: [
            {
                name: "postgres",
                port: 5432,
                targetPort: 5432,
                protocol: "TCP",
            },
        ],
    },
}, { provider });

const ordersDbNetworkpolicy = new k8s.networking.v1.NetworkPolicy("orders-db-networkpolicy", {
    metadata: {
        name: "orders-db",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "orders-db",
            "app.kubernetes.io/component": "postgres",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        podSelector: { matchLabels: { "app.kubernetes.io/name": "orders-db" } },
        policyTypes: ["Ingress", "Egress"],
        ingress: [
            {
                from: [
                    {
                        podSelector: { matchLabels: { "app.kubernetes.io/name": "orders" } },
                    },
                    {
                        podSelector: { matchLabels: { "app.kubernetes.io/name": "orders-db" } },
                    },
                ],
                ports: [{ protocol: "TCP", port: 5432 }],
            },
        ],
        egress: [
            { ports: [{ protocol: "UDP", port: 53 }, { protocol: "TCP", port: 53 }] },
            {
                to: [
                    {
                        podSelector: { matchLabels: { "app.kubernetes.io/name": "orders-db" } },
                    },
                ],
                ports: [{ protocol: "TCP", port: 5432 }],
            },
        ],
    },
}, { provider });

// --- redis ---

const redisServiceaccount = new k8s.core.v1.ServiceAccount("redis-serviceaccount", {
    metadata: {
        name: "redis",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "redis",
            "app.kubernetes.io/component": "redis",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    automountServiceAccountToken: false,
}, { provider });

const redisExternalsecret = new k8s.apiextensions.CustomResource("redis-externalsecret", {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: {
        name: "redis",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "redis",
            "app.kubernetes.io/component": "redis",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        refreshInterval: "1h",
        secretStoreRef: { name: "vault", kind: "ClusterSecretStore" },
        target: {
            name: "redis",
            creationPolicy: "Owner",
            deletionPolicy: "Retain",
        },
        data: [
            {
                secretKey: "REDIS_PASSWORD",
                remoteRef: { key: "kv/shop/redis", property: "password" },
            },
        ],
    },
}, { provider });

const redisStatefulset = new k8s.apps.v1.StatefulSet("redis-statefulset", {
    metadata: {
        name: "redis",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "redis",
            "app.kubernetes.io/component": "redis",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        serviceName: "redis-headless",
        replicas: 1,
        revisionHistoryLimit: 5,
        updateStrategy: { type: "RollingUpdate" },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
        selector: { matchLabels: { "app.kubernetes.io/name": "redis" } },
        template: {
            metadata: {
                labels: {
                    "app.kubernetes.io/name": "redis",
                    "app.kubernetes.io/component": "redis",
                    team: "shop",
                    "app.kubernetes.io/instance": "ia-shop",
                    "app.kubernetes.io/part-of": "ia-shop",
                },
            },
            spec: {
                serviceAccountName: "redis",
                automountServiceAccountToken: false,
                enableServiceLinks: false,
                terminationGracePeriodSeconds: 30,
                securityContext: {
                    runAsNonRoot: true,
                    runAsUser: 999,
                    runAsGroup: 999,
                    fsGroup: 999,
                    fsGroupChangePolicy: "OnRootMismatch",
                    seccompProfile: { type: "RuntimeDefault" },
                },
                topologySpreadConstraints: [
                    {
                        maxSkew: 1,
                        topologyKey: "topology.kubernetes.io/zone",
                        whenUnsatisfiable: "ScheduleAnyway",
                        labelSelector: { matchLabels: { "app.kubernetes.io/name": "redis" } },
                    },
                    {
                        maxSkew: 1,
                        topologyKey: "kubernetes.io/hostname",
                        whenUnsatisfiable: "ScheduleAnyway",
                        labelSelector: { matchLabels: { "app.kubernetes.io/name": "redis" } },
                    },
                ],
                containers: [
                    {
                        name: "redis",
                        image: "redis:7.4-alpine",
                        command: [
                            "sh",
                            "-c",
                            "umask 077 && printf 'requirepass %s\\n' \"$REDIS_PASSWORD\" > /tmp/redis.conf && exec redis-server /tmp/redis.conf \"$@\"",
                            "redis",
                        ],
                        args: [
                            "--dir",
                            "/data",
                            "--appendonly",
                            "yes",
                            "--maxmemory",
                            "256mb",
                            "--maxmemory-policy",
                            "noeviction",
                        ],
                        ports: [
                            {
                                name: "redis",
                                containerPort: 6379,
                                protocol: "TCP",
                            },
                        ],
                        env: [
                            {
                                name: "REDIS_PASSWORD",
                                valueFrom: { secretKeyRef: { name: "redis", key: "REDIS_PASSWORD" } },
                            },
                        ],
                        resources: { requests: { cpu: "100m", memory: "320Mi" } },
                        startupProbe: {
                            exec: {
                                command: [
                                    "sh",
                                    "-c",
                                    "REDISCLI_AUTH=\"$REDIS_PASSWORD\" redis-cli ping | grep -q PONG",
                                ],
                            },
                            periodSeconds: 5,
                            timeoutSeconds: 2,
                            failureThreshold: 6,
                        },
                        readinessProbe: {
                            exec: {
                                command: [
                                    "sh",
                                    "-c",
                                    "REDISCLI_AUTH=\"$REDIS_PASSWORD\" redis-cli ping | grep -q PONG",
                                ],
                            },
                            periodSeconds: 10,
                            timeoutSeconds: 2,
                            failureThreshold: 3,
                        },
                        livenessProbe: {
                            exec: {
                                command: [
                                    "sh",
                                    "-c",
                                    "REDISCLI_AUTH=\"$REDIS_PASSWORD\" redis-cli ping | grep -q PONG",
                                ],
                            },
                            periodSeconds: 10,
                            timeoutSeconds: 2,
                            failureThreshold: 6,
                        },
                        securityContext: {
                            allowPrivilegeEscalation: false,
                            readOnlyRootFilesystem: true,
                            capabilities: { drop: ["ALL"] },
                        },
                        volumeMounts: [
                            { name: "data", mountPath: "/data" },
                            { name: "tmp", mountPath: "/tmp" },
                        ],
                    },
                ],
                volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1Gi" } }],
            },
        },
        volumeClaimTemplates: [
            {
                metadata: { name: "data", labels: { "app.kubernetes.io/name": "redis" } },
                spec: {
                    accessModes: ["ReadWriteOnce"],
                    resources: { requests: { storage: "1Gi" } },
                },
            },
        ],
    },
}, { provider, dependsOn: [redisServiceaccount, redisExternalsecret] });

const redisService = new k8s.core.v1.Service("redis-service", {
    metadata: {
        name: "redis",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "redis",
            "app.kubernetes.io/component": "redis",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        type: "ClusterIP",
        selector: { "app.kubernetes.io/name": "redis" },
        ports: [
            {
                name: "redis",
                port: 6379,
                targetPort: 6379,
                protocol: "TCP",
            },
        ],
    },
}, { provider });

const redisHeadlessService = new k8s.core.v1.Service("redis-headless-service", {
    metadata: {
        name: "redis-headless",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "redis",
            "app.kubernetes.io/component": "redis",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        clusterIP: "None",
        publishNotReadyAddresses: true,
        selector: { "app.kubernetes.io/name": "redis" },
        ports: [
            {
                name: "redis",
                port: 6379,
                targetPort: 6379,
                protocol: "TCP",
            },
        ],
    },
}, { provider });

const redisNetworkpolicy = new k8s.networking.v1.NetworkPolicy("redis-networkpolicy", {
    metadata: {
        name: "redis",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "redis",
            "app.kubernetes.io/component": "redis",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        podSelector: { matchLabels: { "app.kubernetes.io/name": "redis" } },
        policyTypes: ["Ingress", "Egress"],
        ingress: [
            {
                from: [
                    {
                        podSelector: { matchLabels: { "app.kubernetes.io/name": "orders" } },
                    },
                    {
                        podSelector: { matchLabels: { "app.kubernetes.io/name": "redis" } },
                    },
                    { podSelector: { matchLabels: { "app.kubernetes.io/name": "web" } } },
                ],
                ports: [{ protocol: "TCP", port: 6379 }],
            },
        ],
        egress: [
            { ports: [{ protocol: "UDP", port: 53 }, { protocol: "TCP", port: 53 }] },
            {
                to: [
                    {
                        podSelector: { matchLabels: { "app.kubernetes.io/name": "redis" } },
                    },
                ],
                ports: [{ protocol: "TCP", port: 6379 }],
            },
        ],
    },
}, { provider });

// --- web ---

const webServiceaccount = new k8s.core.v1.ServiceAccount("web-serviceaccount", {
    metadata: {
        name: "web",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "web",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    automountServiceAccountToken: false,
}, { provider });

const webConfigmap = new k8s.core.v1.ConfigMap("web-configmap", {
    metadata: {
        name: "web",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "web",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    data: {
        CACHE_AUTH: "password",
        CACHE_CLUSTER: "false",
        CACHE_HOST: "redis",
        CACHE_NAME: "redis",
        CACHE_PORT: "6379",
        CACHE_TLS: "false",
        CACHE_USER: "default",
        ORDERS: "orders",
    },
}, { provider });

const webExternalsecret = new k8s.apiextensions.CustomResource("web-externalsecret", {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: {
        name: "web",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "web",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        refreshInterval: "1h",
        secretStoreRef: { name: "vault", kind: "ClusterSecretStore" },
        target: {
            name: "web",
            creationPolicy: "Owner",
            deletionPolicy: "Retain",
        },
        data: [
            {
                secretKey: "CACHE_PASSWORD",
                remoteRef: { key: "kv/shop/redis", property: "password" },
            },
        ],
    },
}, { provider });

const webDeployment = new k8s.apps.v1.Deployment("web-deployment", {
    metadata: {
        name: "web",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "web",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        revisionHistoryLimit: 5,
        progressDeadlineSeconds: 180,
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } },
        selector: { matchLabels: { "app.kubernetes.io/name": "web" } },
        template: {
            metadata: {
                labels: {
                    "app.kubernetes.io/name": "web",
                    team: "shop",
                    "app.kubernetes.io/instance": "ia-shop",
                    "app.kubernetes.io/part-of": "ia-shop",
                },
                annotations: {
                    "infra-agent/config-digest": "7f67e96597d30bd9f9637bd1104f8c5e323229395531635d9f62b34b0d3f08c4",
                },
            },
            spec: {
                serviceAccountName: "web",
                automountServiceAccountToken: false,
                enableServiceLinks: false,
                terminationGracePeriodSeconds: 30,
                securityContext: {
                    runAsNonRoot: true,
                    runAsUser: 65532,
                    runAsGroup: 65532,
                    fsGroup: 65532,
                    fsGroupChangePolicy: "OnRootMismatch",
                    seccompProfile: { type: "RuntimeDefault" },
                },
                topologySpreadConstraints: [
                    {
                        maxSkew: 1,
                        topologyKey: "topology.kubernetes.io/zone",
                        whenUnsatisfiable: "ScheduleAnyway",
                        labelSelector: { matchLabels: { "app.kubernetes.io/name": "web" } },
                    },
                    {
                        maxSkew: 1,
                        topologyKey: "kubernetes.io/hostname",
                        whenUnsatisfiable: "ScheduleAnyway",
                        labelSelector: { matchLabels: { "app.kubernetes.io/name": "web" } },
                    },
                ],
                containers: [
                    {
                        name: "web",
                        image: webImage,
                        ports: [
                            {
                                name: "tcp-8080",
                                containerPort: 8080,
                                protocol: "TCP",
                            },
                        ],
                        envFrom: [{ configMapRef: { name: "web" } }],
                        env: [
                            {
                                name: "CACHE_PASSWORD",
                                valueFrom: { secretKeyRef: { name: "web", key: "CACHE_PASSWORD" } },
                            },
                        ],
                        resources: { requests: { cpu: "100m", memory: "128Mi" } },
                        readinessProbe: {
                            tcpSocket: { port: 8080 },
                            periodSeconds: 10,
                            timeoutSeconds: 2,
                            failureThreshold: 3,
                        },
                        securityContext: {
                            allowPrivilegeEscalation: false,
                            readOnlyRootFilesystem: true,
                            capabilities: { drop: ["ALL"] },
                        },
                        volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
                    },
                ],
                volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1Gi" } }],
            },
        },
        minReadySeconds: 5,
    },
}, { provider, dependsOn: [webServiceaccount, webConfigmap, webExternalsecret] });

const webService = new k8s.core.v1.Service("web-service", {
    metadata: {
        name: "web",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "web",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        type: "ClusterIP",
        selector: { "app.kubernetes.io/name": "web" },
        ports: [
            {
                name: "tcp-8080",
                port: 8080,
                targetPort: 8080,
                protocol: "TCP",
            },
        ],
    },
}, { provider });

const webHpa = new k8s.autoscaling.v2.HorizontalPodAutoscaler("web-hpa", {
    metadata: {
        name: "web",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "web",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        scaleTargetRef: {
            apiVersion: "apps/v1",
            kind: "Deployment",
            name: "web",
        },
        minReplicas: 3,
        maxReplicas: 12,
        metrics: [
            {
                type: "Resource",
                resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
            },
        ],
        behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
    },
}, { provider });

const webPdb = new k8s.policy.v1.PodDisruptionBudget("web-pdb", {
    metadata: {
        name: "web",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "web",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: "AlwaysAllow",
        selector: { matchLabels: { "app.kubernetes.io/name": "web" } },
    },
}, { provider });

const webIngress = new k8s.networking.v1.Ingress("web-ingress", {
    metadata: {
        name: "web",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "web",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        rules: [
            {
                host: "shop.example.com",
                http: {
                    paths: [
                        {
                            path: "/",
                            pathType: "Prefix",
                            backend: { service: { name: "web", port: { name: "tcp-8080" } } },
                        },
                    ],
                },
            },
        ],
        tls: [{ hosts: ["shop.example.com"], secretName: "web-tls" }],
    },
}, { provider });

const webNetworkpolicy = new k8s.networking.v1.NetworkPolicy("web-networkpolicy", {
    metadata: {
        name: "web",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "web",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: {
        podSelector: { matchLabels: { "app.kubernetes.io/name": "web" } },
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ ports: [{ protocol: "TCP", port: 8080 }] }],
        egress: [
            { ports: [{ protocol: "UDP", port: 53 }, { protocol: "TCP", port: 53 }] },
            {
                to: [
                    {
                        podSelector: { matchLabels: { "app.kubernetes.io/name": "redis" } },
                    },
                ],
                ports: [{ protocol: "TCP", port: 6379 }],
            },
        ],
    },
}, { provider });

// --- default-deny ---

const defaultDenyNetworkpolicy = new k8s.networking.v1.NetworkPolicy("default-deny-networkpolicy", {
    metadata: {
        name: "default-deny",
        namespace: namespace.metadata.name,
        labels: {
            "app.kubernetes.io/name": "default-deny",
            team: "shop",
            "app.kubernetes.io/managed-by": "infra-agent",
            "app.kubernetes.io/instance": "ia-shop",
            "app.kubernetes.io/part-of": "ia-shop",
            "cost-center": "4711",
            "infra-agent/environment": "prod",
        },
        annotations: { "infra-agent/deployment-id": "shop" },
    },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
}, { provider });
