package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"time"

	_ "github.com/cert-manager/cert-manager/internal/controller/feature"
	config "github.com/cert-manager/cert-manager/pkg/apis/config/controller/v1alpha1"
	"github.com/cert-manager/cert-manager/pkg/controller"
	"github.com/cert-manager/cert-manager/pkg/healthz"
	logf "github.com/cert-manager/cert-manager/pkg/logs"
	utilfeature "github.com/cert-manager/cert-manager/pkg/util/feature"
	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"
	"sigs.k8s.io/yaml"

	// The control loops that run: they register themselves.
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/approver"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/ca"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/selfsigned"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/issuing"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/keymanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/readiness"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/requestmanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/revisionmanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/trigger"
	_ "github.com/cert-manager/cert-manager/pkg/controller/clusterissuers"
	_ "github.com/cert-manager/cert-manager/pkg/controller/issuers"
	_ "github.com/cert-manager/cert-manager/pkg/issuer/ca"
	_ "github.com/cert-manager/cert-manager/pkg/issuer/selfsigned"
)

// These are upstream's defaults.
const (
	workers        = 5
	minimumBackoff = time.Hour
	maximumBackoff = 32 * time.Hour
	healthAddress  = "0.0.0.0:9403"
)

// controllerCommand is the controller. It accepts the chart's flags for ACME and ignores them.
func controllerCommand(cmd *cobra.Command) (func(context.Context) error, error) {
	file := cmd.Flags().String("config", "", "a ControllerConfiguration")
	namespace := cmd.Flags().String("cluster-resource-namespace", "kube-system", "where ClusterIssuers find their Secrets")
	cmd.Flags().String("leader-election-namespace", "", "of no consequence: there is one replica")
	cmd.Flags().String("acme-http01-solver-image", "", "of no consequence")
	cmd.Flags().Int("max-concurrent-challenges", 0, "of no consequence")
	cmd.Flags().Int("v", 2, "of no consequence")
	return func(ctx context.Context) error {
		configuration, err := readConfiguration(*file)
		if err != nil {
			return err
		}
		if err := utilfeature.DefaultMutableFeatureGate.SetFromMap(configuration.FeatureGates); err != nil {
			return err
		}
		return runController(ctx, configuration, *namespace)
	}, nil
}

// readConfiguration reads a ControllerConfiguration without upstream's defaulting, which imports every issuer there is.
func readConfiguration(file string) (*config.ControllerConfiguration, error) {
	configuration := &config.ControllerConfiguration{}
	if file == "" {
		return configuration, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if err := yaml.UnmarshalStrict(data, configuration); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return configuration, nil
}

// runController runs every control loop until one fails or the context ends.
func runController(ctx context.Context, configuration *config.ControllerConfiguration, namespace string) error {
	gateways := configuration.GatewayAPIConfig
	factory, err := controller.NewContextFactory(ctx, controller.ContextOptions{
		IssuerOptions: controller.IssuerOptions{ClusterResourceNamespace: namespace},
		CertificateOptions: controller.CertificateOptions{
			CertificateRequestMinimumBackoffDuration: minimumBackoff,
			CertificateRequestMaximumBackoffDuration: maximumBackoff,
		},
		ConfigOptions: controller.ConfigOptions{
			EnableGatewayAPI:            gateways.Enabled != nil && *gateways.Enabled,
			EnableGatewayAPIListenerSet: gateways.EnableListenerSet != nil && *gateways.EnableListenerSet,
		},
	})
	if err != nil {
		return err
	}
	shared, err := factory.Build()
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	listener, err := net.Listen("tcp", healthAddress)
	if err != nil {
		return err
	}
	group.Go(func() error {
		return healthz.NewServer(0).Start(ctx, listener)
	})
	for name, construct := range controller.Known() {
		loop, err := construct(factory)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		group.Go(func() error { return loop.Run(workers, ctx) })
	}
	shared.SharedInformerFactory.Start(ctx.Done())
	shared.KubeSharedInformerFactory.Start(ctx.Done())
	shared.HTTP01ResourceMetadataInformersFactory.Start(ctx.Done())
	logf.FromContext(ctx).Info("started", "controllers", len(controller.Known()))
	return group.Wait()
}
