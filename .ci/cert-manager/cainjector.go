package main

import (
	"context"

	cmscheme "github.com/cert-manager/cert-manager/pkg/client/clientset/versioned/scheme"
	"github.com/cert-manager/cert-manager/pkg/controller/cainjector"
	logf "github.com/cert-manager/cert-manager/pkg/logs"
	"github.com/cert-manager/cert-manager/pkg/util"
	"github.com/spf13/cobra"
	corev1 "k8s.io/api/core/v1"
	apiext "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/runtime"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	kscheme "k8s.io/client-go/kubernetes/scheme"
	apireg "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	metricsserver "sigs.k8s.io/controller-runtime/pkg/metrics/server"
)

// cainjectorCommand is the cainjector: it writes the authority of the webhook into what calls it.
func cainjectorCommand(cmd *cobra.Command) (func(context.Context) error, error) {
	metrics := cmd.Flags().String("metrics-listen-address", "0.0.0.0:9402", "where metrics are served; 0 for nowhere")
	cmd.Flags().String("leader-election-namespace", "", "of no consequence: there is one replica")
	cmd.Flags().Int("v", 2, "of no consequence")
	return func(ctx context.Context) error {
		ctrl.SetLogger(logf.FromContext(ctx))
		scheme := runtime.NewScheme()
		for _, add := range []func(*runtime.Scheme) error{kscheme.AddToScheme, cmscheme.AddToScheme, apiext.AddToScheme, apireg.AddToScheme} {
			utilruntime.Must(add(scheme))
		}
		configuration, err := ctrl.GetConfig()
		if err != nil {
			return err
		}
		// By the user agent it is known who applies a field.
		manager, err := ctrl.NewManager(util.RestConfigWithUserAgent(configuration, "cainjector"), ctrl.Options{
			Scheme: scheme,
			Cache:  cache.Options{ReaderFailOnMissingInformer: true},
			// Secrets are watched by their metadata alone, and read when one is wanted.
			Client:  client.Options{Cache: &client.CacheOptions{DisableFor: []client.Object{&corev1.Secret{}}}},
			Metrics: metricsserver.Options{BindAddress: *metrics},
		})
		if err != nil {
			return err
		}
		err = cainjector.RegisterAllInjectors(ctx, manager, cainjector.SetupOptions{
			// Nothing that this serves takes its authority from a Certificate.
			EnableCertificatesDataSource: false,
			EnabledReconcilersFor: map[string]bool{
				cainjector.MutatingWebhookConfigurationName:   true,
				cainjector.ValidatingWebhookConfigurationName: true,
				cainjector.CustomResourceDefinitionName:       true,
			},
		})
		if err != nil {
			return err
		}
		return manager.Start(ctx)
	}, nil
}
